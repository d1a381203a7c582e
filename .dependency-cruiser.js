const domains = [
  'language',
  'releases',
  'translation',
  'quality',
  'review',
  'publishing',
  'newsroom',
  'mailing',
  'accounts',
  'audit',
]

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'language-is-pure',
      severity: 'error',
      comment: 'What we know of languages needs nothing else.',
      from: { path: '^src/language/' },
      to: { path: '^src/', pathNot: '^src/language/' },
    },
    {
      name: 'quality-is-pure',
      severity: 'error',
      comment: 'A check sees texts and terms, no database, no words for people.',
      from: { path: '^src/quality/' },
      to: { path: '^src/', pathNot: '^src/(language|quality)/' },
    },
    {
      name: 'rows-have-one-owner',
      severity: 'error',
      comment: "A folder's queries and jobs are its own; others call its verbs.",
      from: { path: `^src/(${domains.join('|')})/` },
      to: { path: `^src/(${domains.join('|')})/(queries|.*\\.job)\\.ts$`, pathNot: '^src/$1/' },
    },
    {
      name: 'ground-knows-no-house',
      severity: 'error',
      comment: 'db and jobs serve every folder and know none.',
      from: { path: '^src/(db|jobs)/' },
      to: { path: `^src/(${domains.filter((name) => name !== 'language').join('|')}|http|cli)/` },
    },
    {
      name: 'domains-know-no-entrance',
      severity: 'error',
      comment:
        'HTTP and the command line call the folders; of http, routes.ts files use the tools for answering.',
      from: { path: `^src/(${domains.join('|')})/`, pathNot: 'routes\\.ts$' },
      to: { path: '^src/(http|cli)/' },
    },
    {
      name: 'workers-import-src',
      severity: 'error',
      comment: 'Never the reverse.',
      from: { path: '^src/' },
      to: { path: '^(workers|test|bench)/' },
    },
    {
      name: 'web-sees-shapes',
      severity: 'error',
      comment:
        'The screens know the server by the types of its answers; of its code they carry languages, roles, the fields of terms, what a tag is and the steps of webhooks.',
      from: { path: '^src/web/' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(web|language)/|^src/accounts/roles\\.ts$|^src/translation/term-fields\\.ts$|^src/mailing/tags\\.ts$|^src/webhooks/model\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'server-knows-addresses',
      severity: 'error',
      comment: 'Of the screens, the server knows where they are.',
      from: { path: '^src/', pathNot: '^src/web/' },
      to: { path: '^src/web/', pathNot: '^src/web/paths\\.ts$' },
    },
    {
      name: 'no-dev-dependency-in-src',
      severity: 'error',
      comment: 'What the screens need is built into them.',
      from: { path: '^(src|workers)/', pathNot: '^src/db/dump\\.ts$|^src/web/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc', // dependency-cruiser does not read by TypeScript 7 yet
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
