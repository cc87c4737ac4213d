/** The rules of the house as data (docs/ARCHITECTURE.md): floors, what faces may see, and the one home of each power. */

/** Lowest first. A file imports from lower floors and from its own folder; folders on one floor are strangers. */
export const floors: readonly (readonly string[])[] = [
  ['model'],
  ['kit'],
  [
    'filter',
    'faults',
    'actions',
    'routes',
    'transforms',
    'profiles',
    'har',
    'formats',
    'content',
    'clients',
    'ca',
    'messages',
    'conditions',
    'scripts',
  ],
  ['pipeline', 'engine', 'reverse', 'store', 'config', 'origin'],
  ['session'],
  ['tui', 'headless', 'api'],
  ['cli', 'index.ts'],
]

/** Faces read the store and send commands; they never reach the engine or the wiring. */
export const faces = ['tui', 'headless', 'api']
export const faceSees = ['model', 'kit', 'filter', 'content', 'store']
/** Of the session, faces see the types of these. */
export const faceCommands = /^src\/session\/commands(\/|\.ts$)/

export type Power = {
  name: string
  /** Modules by name without `node:`; subpaths count. */
  modules?: RegExp
  /** Named imports of a module that is otherwise free, as `module#name`. */
  names?: RegExp
  /** Globals, as calls or as `object.property`. */
  globals?: RegExp
  /** Where it may be used: the starts of paths. */
  homes: readonly string[]
  remedy: string
}

export const powers: readonly Power[] = [
  {
    name: 'sockets',
    modules: /^(net|tls|http2|dns|dgram)(\/|$)/,
    globals: /^(fetch|WebSocket|EventSource)$/,
    homes: ['src/engine/'],
    remedy: 'take a Dialer, a Channel or a listener as an argument; session/ wires it in',
  },
  {
    name: 'node:http',
    modules: /^https?$/,
    homes: ['src/api/'],
    remedy: 'messages on the wire are read and written by src/engine/http1',
  },
  {
    name: 'node-forge',
    modules: /^node-forge(\/|$)/,
    homes: ['src/ca/'],
    remedy: 'ask src/ca for the certificate',
  },
  {
    name: 'the disk',
    modules: /^fs(\/|$)/,
    homes: ['src/kit/'],
    remedy: 'use src/kit/files.ts',
  },
  {
    name: 'child processes',
    modules: /^(child_process|cluster|worker_threads)$/,
    homes: ['src/kit/'],
    remedy: 'use src/kit/environment.ts',
  },
  {
    name: 'the machine',
    modules: /^os$/,
    homes: ['src/kit/', 'src/cli/'],
    remedy: 'use src/kit/environment.ts',
  },
  {
    name: 'time',
    modules: /^timers(\/|$)/,
    globals: /^(setTimeout|setInterval|Date\.now|performance\.now|new Date\(\))$/,
    homes: ['src/kit/clock.ts'],
    remedy: 'take a Clock (src/kit/clock.ts), so that a test can hold it',
  },
  {
    name: 'randomness',
    names: /^crypto#(random\w+|getRandomValues|webcrypto)$/,
    globals: /^(Math\.random|(crypto|webcrypto)\.(random\w+|getRandomValues))$/,
    homes: ['src/kit/random.ts'],
    remedy: 'use src/kit/random.ts: --seed must repeat every draw',
  },
  {
    name: 'the process',
    modules: /^process$/,
    globals: /^process$/,
    homes: ['src/cli/', 'src/kit/'],
    remedy: 'read it in src/cli and pass the value down',
  },
  {
    name: 'commander',
    modules: /^commander$/,
    homes: ['src/cli/'],
    remedy: 'options reach the rest of the program as SessionOptions',
  },
  {
    name: 'React',
    modules: /^(react|ink|react-\w+|ink-[\w-]+|@inkjs\/[\w-]+)(\/|$)/,
    homes: ['src/tui/'],
    remedy: 'keep the logic in store/ or session/commands, and only the view in tui/',
  },
  {
    name: 'the console',
    modules: /^console$/,
    globals: /^console$/,
    homes: [],
    remedy: 'stdout belongs to the faces: emit an event, or write through headless/',
  },
]

/** Folders whose index.ts lists every other file in them. */
export const registries = [
  'src/faults',
  'src/actions',
  'src/transforms',
  'src/profiles',
  'src/cli/commands',
  'src/session/commands',
]
