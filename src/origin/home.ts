/** `/`: the CA to download and how to trust it, as HTML for browsers and as text for everyone else. */
import { commonNameOf } from '../ca/formats.ts'
import { textBody } from '../kit/body.ts'
import { listMembers } from '../kit/fields.ts'
import { answer, textAnswer } from './answer.ts'
import { trustGuide, type Section } from './guide.ts'
import { contentSecurityPolicy, homeHtml } from './home-html.ts'
import { homeText } from './home-text.ts'
import type { Asked, Page } from './page.ts'
import { visitOf, type Visit } from './visit.ts'

export type Home = {
  visit: Visit
  ca: { name: string; fingerprint: string; validTo: string }
  guide: readonly Section[]
  pages: readonly Page[]
}

/** `pages`: the list it shows; it is one of them, so it asks for them when it answers. */
export function homePage(pages: () => readonly Page[]): Page {
  return {
    path: '/',
    example: '/',
    summary: 'This page: the CA certificate and how to trust it',
    methods: 'read',
    answer(asked) {
      const home = describe(asked, pages())
      const varies = ['Vary', 'Accept']
      if (!acceptsHtml(asked)) return textAnswer(asked, 200, homeText(home), varies)
      const safety = ['Content-Security-Policy', contentSecurityPolicy, 'X-Content-Type-Options', 'nosniff']
      const body = textBody(homeHtml(home))
      return answer(asked, 200, 'text/html; charset=utf-8', body, [
        ...varies,
        ...safety,
        'Referrer-Policy',
        'no-referrer',
      ])
    },
  }
}

function describe(asked: Asked, pages: readonly Page[]): Home {
  const { certificate } = asked.world.authority
  const visit = visitOf(asked)
  const validTo = new Date(certificate.validTo).toISOString().slice(0, 10)
  const ca = { name: commonNameOf(certificate), fingerprint: certificate.fingerprint256, validTo }
  return { visit, ca, guide: trustGuide(visit.portOption), pages }
}

/** Only who names HTML gets it: `Accept: *\/*` is a program in a terminal. */
function acceptsHtml({ request }: Asked): boolean {
  return listMembers(request.head.fields, 'accept').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    return type === 'text/html' && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })
}
