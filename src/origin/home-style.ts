/** The style of the first page. Its digest stands in the page's Content-Security-Policy. */
export const homeStyle = `
:root { color-scheme: light dark; --line: #d0d7de; --soft: #f2f4f7; --good: #1a7f37; --open: #9a6700; --link: #0550ae }
@media (prefers-color-scheme: dark) {
  :root { --line: #3d444d; --soft: #1c2128; --good: #3fb950; --open: #d29922; --link: #79b8ff }
}
* { box-sizing: border-box }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.5rem; margin: .5rem 0 }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem }
a { color: var(--link) }
.visit { border-left: 4px solid var(--open); background: var(--soft); padding: .1rem 1rem }
.visit.secure { border-color: var(--good) }
.downloads a { display: inline-block; min-width: 5rem; padding: .6rem 1rem; margin: .2rem .2rem .2rem 0; border: 1px solid var(--line); border-radius: 6px; text-align: center; text-decoration: none }
dl { margin: 1rem 0 }
dt { font-weight: 600 }
dd { margin: 0 0 .6rem; overflow-wrap: anywhere }
details { border-top: 1px solid var(--line) }
summary { padding: .7rem 0; font-weight: 600; cursor: pointer }
ol { margin: 0 0 1rem; padding-left: 1.4rem }
pre { overflow-x: auto; margin: .4rem 0; padding: .6rem; background: var(--soft); border-radius: 6px }
code { font: .9em ui-monospace, monospace }
`
