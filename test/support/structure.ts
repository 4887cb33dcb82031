// The layout as a function: a map of paths and texts to what in them breaks the rules.
import { builtinModules } from 'node:module';
import ts from 'typescript';

const ROOMS_BY_LEVEL = [
  ['errors', 'kernels'],
  ['table'],
  ['files'],
  ['stats', 'csv', 'json', 'arrow', 'duckdb'],
  ['expr'],
  ['steps'],
  ['model'],
  ['order'],
  ['audit', 'calibrate', 'release', 'market', 'sql'],
  ['report', 'notebook'],
  ['cli'],
];

const LEVELS = new Map(ROOMS_BY_LEVEL.flatMap((rooms, level) => rooms.map(room => [room, level] as const)));

/** The package's doors stand above the rooms: `index.ts` for the core, and one file for each room with a subpath of its own. */
const DOOR_LEVEL = ROOMS_BY_LEVEL.findIndex(rooms => rooms.includes('report'));
for (const door of ['index.ts', 'ranking.ts', 'live.ts', ...[...LEVELS.keys()].map(room => `${room}.ts`)])
  LEVELS.set(door, DOOR_LEVEL);

/** Each package's one door: the only folder or file that imports it. */
const DOORS = new Map([
  ['simple-statistics', ['src/stats/']],
  ['mathjs', ['src/expr/mathjs.ts']],
  ['date-fns', ['src/table/']],
  ['fast-csv', ['src/csv/']],
  ['zod', ['src/expr/', 'src/steps/', 'src/model/', 'src/calibrate/']],
  ['@duckdb/node-api', ['src/duckdb/']],
  ['commander', ['src/cli/']],
  ['cli-progress', ['src/cli/']],
  ['string-width', ['src/cli/']],
]);

const PURE_ROOMS = new Set([
  'errors',
  'kernels',
  'table',
  'stats',
  'expr',
  'steps',
  'model',
  'order',
  'audit',
  'calibrate',
  'release',
  'sql',
  'report',
  'audit.ts',
  'index.ts',
  'calibrate.ts',
  'ranking.ts',
  'release.ts',
  'audit.ts',
  'live.ts',
  'order.ts',
  'sql.ts',
  'market',
  'market.ts',
]);
const MOST_LINES = 200;

/**
 * Everything in some source files that breaks the layout, one line a fault: `path: what`.
 */
export function structureFaults(files: ReadonlyMap<string, string>): string[] {
  const sources = [...files].map(([path, text]) => parsed(path, text));
  const graph = new Map(sources.map(source => [source.path, source.imports.map(name => resolved(source.path, name))]));
  return [...sources.flatMap(source => [...importFaults(source, files), ...ownFaults(source)]), ...circles(graph)];
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  /** What it imports, re-exports or takes a type from, as written. */
  readonly imports: readonly string[];
}

function parsed(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: string[] = [];
  everyNode(tree, node => {
    const from = importedFrom(node);
    if (from && ts.isStringLiteralLike(from)) imports.push(from.text);
  });
  return { path, text, tree, imports };
}

function importedFrom(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0];
  return undefined;
}

function importFaults({ path, imports }: Source, files: ReadonlyMap<string, string>): string[] {
  const room = roomOf(path);
  const level = LEVELS.get(room);
  if (level === undefined) return [`${path}: "${room}" is no room of the layout`];
  return imports.flatMap(name => {
    if (!name.startsWith('.')) return packageFaults(path, room, name);
    const target = resolved(path, name);
    if (target === 'package.json' && room === 'cli') return [];
    if (!files.has(target)) return [`${path}: imports ${name}, and there is no such file`];
    const other = roomOf(target);
    const isBelow = (LEVELS.get(other) ?? Infinity) < level;
    if (other !== room && !isBelow) return [`${path}: imports ${target}, which is not in a room below`];
    if (room === 'steps' && other === 'steps' && stepOf(path) !== stepOf(target)) {
      return [`${path}: imports ${target}; steps never import each other`];
    }
    return [];
  });
}

function packageFaults(path: string, room: string, name: string): string[] {
  if (name.startsWith('node:') || builtinModules.includes(name)) {
    return PURE_ROOMS.has(room) ? [`${path}: imports ${name}; the core is pure`] : [];
  }
  const parts = name.split('/');
  const bare = parts.slice(0, name.startsWith('@') ? 2 : 1).join('/');
  const doors = DOORS.get(bare);
  if (!doors) return [`${path}: imports ${name}, a package without a door`];
  return doors.some(door => path.startsWith(door)) ? [] : [`${path}: imports ${name}; its door is ${doors.join(', ')}`];
}

function ownFaults({ path, text, tree }: Source): string[] {
  const faults: string[] = [];
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > MOST_LINES) faults.push(`${path}: has ${lines} lines; ${MOST_LINES} is the most`);
  if (path.split('/').length > 2 && isBarrel(tree)) faults.push(`${path}: only hands on what other files export`);
  if (/@ts-(?:ignore|expect-error|nocheck)/.test(text)) faults.push(`${path}: turns the type checker off`);
  everyNode(tree, node => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) faults.push(`${path}: uses any`);
    if (
      ts.isExportAssignment(node) ||
      (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent))
    ) {
      faults.push(`${path}: has a default export`);
    }
    if (ts.isIdentifier(node) && node.text === 'console' && !ts.isPropertyAssignment(node.parent))
      faults.push(`${path}: uses console`);
  });
  return faults;
}

function isBarrel({ statements }: ts.SourceFile): boolean {
  const isHandedOn = (statement: ts.Statement): boolean =>
    ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement);
  return statements.some(ts.isExportDeclaration) && statements.every(isHandedOn);
}

/** One fault for every file that can reach itself, each circle once. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const faults: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) faults.push(`${path}: imports itself by way of ${[...trail.slice(start + 1), path].join(' > ')}`);
    if (start !== -1 || done.has(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return faults;
}

function roomOf(path: string): string {
  return path.split('/')[1];
}

function stepOf(path: string): string {
  return path.split('/')[2];
}

function resolved(from: string, name: string): string {
  return name.startsWith('.') ? new URL(name, `file:///${from}`).pathname.slice(1) : name;
}

function everyNode(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, child => everyNode(child, look));
}
