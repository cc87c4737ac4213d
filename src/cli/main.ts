/** The entry that `bin/` imports: this process, its arguments. */
import { main } from './start.ts'
import { createWorld } from './world.ts'

await main(process.argv.slice(2), createWorld())
