/**
 * The import rules of the house (harness/ARCHITECTURE.md). A folder is a stage; stages meet in `model` and never import
 * one another; only `run` knows them all.
 */
const boundary = (folder, allowed, comment) => ({
  name: `${folder}-boundary`,
  severity: 'error',
  comment,
  from: { path: `^harness/src/${folder}/` },
  to: { path: '^harness/src/', pathNot: `^harness/src/(${[folder, ...allowed].join('|')})/` },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle has no first file to read.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-missing',
      severity: 'error',
      comment: 'An import must resolve.',
      from: {},
      to: { couldNotResolve: true },
    },
    boundary('model', [], 'Types and constants that every stage shares: below all of them.'),
    boundary('platform', ['model'], 'Ports and errors know no stage.'),
    boundary(
      'schema',
      ['model', 'platform'],
      'What comes from outside may hold, bound to the types of model; knows no stage.',
    ),
    boundary('config', ['model', 'platform', 'schema'], 'Settings are resolved before any stage exists.'),
    boundary('discovery', ['model', 'platform'], 'Knows no stage: what a run needs of a service, it only proposes.'),
    boundary('import', ['model', 'platform', 'config'], 'Documents become what a user could have written.'),
    boundary('services', ['model', 'platform'], 'Stages meet through interfaces in model.'),
    boundary('target', ['model', 'platform', 'schema'], 'Stages meet through interfaces in model.'),
    boundary('agent', ['model'], 'Runs inside a stranger: it may carry nothing of the harness with it.'),
    boundary('load', ['model', 'platform'], 'The load generator is a detail behind the plan.'),
    boundary('profile', ['model', 'platform'], 'Clinic looks on from outside: what it finds is no part of a verdict.'),
    boundary('sampling', ['model', 'platform', 'schema'], 'Probes reach the world through interfaces in model.'),
    boundary('analysis', ['model'], 'Judging is pure: the same recording gives the same verdict.'),
    boundary('attribution', ['model', 'platform'], 'Names culprits; may not change a verdict.'),
    boundary('report', ['model', 'platform'], 'Renders a result; computes no statistics.'),
    boundary(
      'run',
      [
        'model',
        'platform',
        'schema',
        'config',
        'discovery',
        'services',
        'target',
        'load',
        'profile',
        'sampling',
        'analysis',
        'attribution',
        'report',
      ],
      'The composition root calls the stages; it is called by the public entry alone.',
    ),
    {
      name: 'analysis-is-pure',
      severity: 'error',
      comment: 'No clock, file, process or console: analysis must run anywhere, on any recording.',
      from: { path: '^harness/src/analysis/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'verdicts-know-no-peaks',
      severity: 'error',
      comment: 'Budgets and symptoms look at continuous samples; what they see may not reach a verdict.',
      from: { path: '^harness/src/analysis/', pathNot: '^harness/src/analysis/(analyze\\.ts|budgets/|symptoms/)' },
      to: { path: '^harness/src/analysis/(budgets|symptoms)/' },
    },
    {
      name: 'html-is-a-page',
      severity: 'error',
      comment: 'The page runs in a browser and is given its data: types of the model only, nothing of Node.js.',
      from: { path: '^harness/src/report/html/', pathNot: 'vite\\.config\\.ts$' },
      to: { path: '^harness/src/', pathNot: '^harness/src/(report/(html|format|chart)|model)/' },
    },
    {
      name: 'public-entry',
      severity: 'error',
      comment: 'What the command line and the test integrations can do, every user of the library can.',
      from: { path: '^harness/src/(cli|integrations)/' },
      to: { path: '^harness/src/', pathNot: '^harness/src/(index\\.ts|cli/|integrations/)' },
    },
    {
      name: 'nobody-imports-the-shell',
      severity: 'error',
      comment: 'cli and integrations are the outermost ring.',
      from: { path: '^harness/src/', pathNot: '^harness/src/(cli|integrations)/' },
      to: { path: '^harness/src/(cli|integrations)/' },
    },
    {
      name: 'twins-know-nothing',
      severity: 'error',
      comment: 'An app that knows the harness could tell it the answer.',
      from: { path: '^apps/' },
      to: { path: '^(harness|test|bench|labs)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.cts', '.js', '.cjs', '.mjs'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
