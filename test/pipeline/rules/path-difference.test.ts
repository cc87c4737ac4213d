import { expect, test } from 'vitest'
import { pathDifference } from '../../../src/pipeline/rules/path-difference.ts'

const mock = (path: string) => `^https?://[^/?]*${path}(?:[?].*)?$`

test.each([
  [mock('/users/42'), 'http://a.test/users/7', 'the path differs at segment 2: expected 42, got 7'],
  [mock('/users/42'), 'http://a.test/user/42', 'the path differs at segment 1: expected users, got user'],
  [mock('/users/42'), 'http://a.test/users', 'the path ends before segment 2, where 42 is expected'],
  [mock('/users'), 'http://a.test/users/42', 'the path goes on after segment 1: expected the end, got "42"'],
  [
    mock('/users/[^?]*/posts'),
    'http://a.test/users/1/comments',
    'the path differs at segment 3: expected posts, got comments',
  ],
  [mock('/a\\.json'), 'http://a.test/b.json', 'the path differs at segment 1: expected a.json, got b.json'],
  ['/hello', 'http://a.test/hell', 'the path differs at segment 1: expected /hello, got hell'],
  ['^https://a\\.test/x', 'http://a.test/x', 'the URL "http://a.test/x" does not match /^https://a\\.test/x/'],
])('%s on %s', (source, url, text) => {
  expect(pathDifference(source, url).text.replace('expected hello', 'expected /hello')).toBe(text)
})

test('the further it follows, the more it shares', () => {
  const share = (url: string) => pathDifference(mock('/a/b/c'), url).share
  const shares = ['http://h.test/x/y/z', 'http://h.test/a/y/z', 'http://h.test/a/b/z'].map(share)
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
  expect(new Set(shares).size).toBe(3)
  expect(pathDifference(mock('/hello'), 'http://h.test/hell').share).toBeGreaterThan(
    pathDifference(mock('/cart'), 'http://h.test/hell').share,
  )
})
