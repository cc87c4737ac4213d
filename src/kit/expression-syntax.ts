/** Whether a text is a regular expression of JavaScript's. Apart from what searching with it costs (config/expression-fault.ts). */

/** What is wrong with it, in V8's words; undefined = nothing. */
export function expressionSyntax(source: string): string | undefined {
  try {
    new RegExp(source)
    return undefined
  } catch (error) {
    return (error as Error).message.replace(/^.*: /s, '').toLowerCase()
  }
}
