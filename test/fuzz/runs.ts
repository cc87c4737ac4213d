/** How often each fuzz test tries: a taste within `npm test`, more with `npm run fuzz`, as many as `MBX_FUZZ_RUNS` says. */
const asked = Number(process.env['MBX_FUZZ_RUNS'])

/** npm names the script it runs; only `npm run fuzz` means to take its time. */
export const long = asked > 0 || process.env['npm_lifecycle_event'] === 'fuzz'

/** Tries of one test; `share` is for those whose single try costs more. */
export function runs(share = 1): number {
  return Math.ceil((asked > 0 ? asked : long ? 50_000 : 1_000) * share)
}

/** ms a long run may take. */
export const timeout = long ? 3_600_000 : 15_000
