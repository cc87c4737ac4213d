import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  linkTarget,
  exists,
  facts,
  findUpward,
  isExecutable,
  listDirectory,
  makeDirectory,
  makeTemporaryDirectory,
  openByteSink,
  openTextSink,
  readBytes,
  readText,
  readTextIfThere,
  readTextSync,
  realPath,
  removeTree,
  writeAtomic,
} from '../../src/kit/files.ts'

const posix = process.platform !== 'win32'

describe('writeAtomic', () => {
  test('writes the whole file with its mode and leaves nothing else', async () => {
    await using folder = await makeTemporaryDirectory()
    const path = join(folder.path, 'key.pem')
    await writeAtomic(path, 'one', 0o600)
    await writeAtomic(path, Uint8Array.of(0x74, 0x77, 0x6f), 0o600)
    expect(await readText(path)).toBe('two')
    expect(await readdir(folder.path)).toEqual(['key.pem'])
    if (posix) expect((await facts(path))?.mode).toBe(0o600)
  })

  test('a failure keeps the old content and leaves no draft', async () => {
    await using folder = await makeTemporaryDirectory()
    const path = join(folder.path, 'taken')
    await mkdir(path)
    await expect(writeAtomic(path, 'x')).rejects.toMatchObject({ code: expect.stringMatching(/EISDIR|EPERM|EEXIST/) })
    expect(await readdir(folder.path)).toEqual(['taken'])
  })

  test('many writers at once: one of them wins, whole', async () => {
    await using folder = await makeTemporaryDirectory()
    const path = join(folder.path, 'file')
    const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(1000))
    await Promise.all(texts.map((text) => writeAtomic(path, text)))
    expect(texts).toContain(await readText(path))
    expect(await readdir(folder.path)).toEqual(['file'])
  })
})

describe('reading', () => {
  test('text, bytes, and what is not there', async () => {
    await using folder = await makeTemporaryDirectory()
    const path = join(folder.path, 'a')
    await writeFile(path, 'ä')
    expect(await readText(path)).toBe('ä')
    expect(readTextSync(path)).toBe('ä')
    expect([...(await readBytes(path))]).toEqual([0xc3, 0xa4])
    expect(await readTextIfThere(join(folder.path, 'b'))).toBeUndefined()
    expect(await readTextIfThere(join(path, 'below-a-file'))).toBeUndefined()
    await expect(readTextIfThere(folder.path)).rejects.toMatchObject({ code: 'EISDIR' })
  })

  test('facts tell files from directories and nothing', async () => {
    await using folder = await makeTemporaryDirectory()
    await writeFile(join(folder.path, 'a'), '123')
    expect(await facts(join(folder.path, 'a'))).toMatchObject({ kind: 'file', size: 3, foreign: false })
    expect(await facts(folder.path)).toMatchObject({ kind: 'directory' })
    expect(await facts(join(folder.path, 'b'))).toBeUndefined()
    expect(await exists(folder.path)).toBe(true)
    expect(await exists(join(folder.path, 'b'))).toBe(false)
  })
})

describe('directories', () => {
  test('are made with parents and mode, listed sorted, and removed whole', async () => {
    await using folder = await makeTemporaryDirectory()
    const path = join(folder.path, 'x', 'y')
    await makeDirectory(path)
    if (posix) await chmod(path, 0o755)
    await makeDirectory(path, 0o700)
    if (posix) expect((await facts(path))?.mode).toBe(0o700)
    await writeFile(join(path, 'b'), '')
    await writeFile(join(path, 'a'), '')
    expect(await listDirectory(path)).toEqual(['a', 'b'])
    expect(await listDirectory(join(path, 'none'))).toEqual([])
    await removeTree(join(folder.path, 'x'))
    expect(await exists(path)).toBe(false)
    await removeTree(path)
  })

  test('are refused where a file stands in the way, and where a parent may hold none', { timeout: 5000 }, async () => {
    await using folder = await makeTemporaryDirectory()
    const file = join(folder.path, 'file')
    await writeFile(file, '')
    await expect(makeDirectory(join(file, 'below'))).rejects.toMatchObject({ code: 'ENOTDIR' })
    await expect(makeDirectory(file)).rejects.toMatchObject({ code: 'EEXIST' })
    if (process.platform === 'linux')
      await expect(makeDirectory('/proc/nope/a')).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('are made by several at once', async () => {
    await using folder = await makeTemporaryDirectory()
    const path = join(folder.path, 'a', 'b', 'c')
    await Promise.all(Array.from({ length: 8 }, () => makeDirectory(path)))
    expect((await facts(path))?.kind).toBe('directory')
  })

  test('findUpward takes the nearest directory, then the first name, and only files', async () => {
    await using folder = await makeTemporaryDirectory()
    const deep = join(folder.path, 'a', 'b', 'c')
    await mkdir(join(deep, 'two.mbx'), { recursive: true })
    await writeFile(join(folder.path, 'one.mbx'), '')
    await writeFile(join(folder.path, 'a', 'two.mbx'), '')
    await writeFile(join(folder.path, 'a', 'three.mbx'), '')
    expect(await findUpward(deep, ['one.mbx', 'three.mbx', 'two.mbx'])).toBe(join(folder.path, 'a', 'three.mbx'))
    expect(await findUpward(deep, ['one.mbx'])).toBe(join(folder.path, 'one.mbx'))
    expect(await findUpward(deep, ['no-such-file.mbx'])).toBeUndefined()
  })
})

describe('openTextSink', () => {
  test('keeps order and is whole after close', async () => {
    await using folder = await makeTemporaryDirectory()
    const path = join(folder.path, 'lines')
    const sink = await openTextSink(path, (error) => expect.unreachable(error.message))
    for (let index = 0; index < 1000; index++) sink.write(`${index}\n`)
    await sink.close()
    expect((await readText(path)).trimEnd().split('\n')).toEqual(
      Array.from({ length: 1000 }, (_, index) => String(index)),
    )
  })

  test('says at once that it cannot be made', async () => {
    await using folder = await makeTemporaryDirectory()
    const path = join(folder.path, 'no', 'such')
    await expect(openTextSink(path, (error) => expect.unreachable(error.message))).rejects.toThrow('ENOENT')
  })

  test.runIf(process.platform === 'linux')('tells once that it cannot write, and closes all the same', async () => {
    const failures: Error[] = []
    const sink = await openTextSink('/dev/full', (error) => failures.push(error))
    sink.write('a')
    sink.write('b')
    await sink.close()
    sink.write('c')
    expect(failures).toEqual([expect.objectContaining({ code: 'ENOSPC' })])
  })
})

test('realPath follows links to their end', async () => {
  await using directory = await makeTemporaryDirectory()
  await writeFile(join(directory.path, 'file'), '')
  await symlink('file', join(directory.path, 'link'))
  expect(await realPath(join(directory.path, 'link'))).toBe(await realPath(join(directory.path, 'file')))
  await expect(realPath(join(directory.path, 'missing'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test.runIf(posix)('isExecutable wants a file with the right to run it', async () => {
  await using directory = await makeTemporaryDirectory()
  const path = join(directory.path, 'file')
  await writeFile(path, '', { mode: 0o644 })
  expect(await isExecutable(path)).toBe(false)
  await chmod(path, 0o755)
  expect(await isExecutable(path)).toBe(true)
  expect(await isExecutable(directory.path)).toBe(false)
  expect(await isExecutable(join(path, 'below'))).toBe(false)
})

test('linkTarget tells where a link points, and undefined for anything else', async () => {
  await using directory = await makeTemporaryDirectory()
  await symlink('somewhere', join(directory.path, 'link'))
  expect(await linkTarget(join(directory.path, 'link'))).toBe('somewhere')
  expect(await linkTarget(directory.path)).toBeUndefined()
  expect(await linkTarget(join(directory.path, 'missing'))).toBeUndefined()
})

describe('openByteSink', () => {
  test('appends to an emptied file, and says what cannot be taken', async () => {
    await using folder = await makeTemporaryDirectory()
    const path = join(folder.path, 'bytes')
    await writeFile(path, 'what was there before')
    const sink = await openByteSink(path)
    for (const byte of [0, 255]) {
      const error = await new Promise((resolve) => sink.write(Uint8Array.of(byte), resolve))
      expect(error ?? undefined).toBeUndefined()
    }
    await sink.close()
    expect(await readBytes(path)).toEqual(Buffer.from([0, 255]))
    await expect(openByteSink(join(folder.path, 'no', 'such'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
