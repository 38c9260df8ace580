import { expect } from 'chai';
import { findNextRoutes } from '../../../../src/discovery/source/next.js';
import { parseSource } from '../../../../src/discovery/source/parse-source.js';

const files: Readonly<Record<string, string>> = {
  'app/page.tsx': 'export default function Page() { return <p>hello</p>; }',
  'app/(shop)/products/[id]/page.tsx': 'export default () => null;',
  'src/app/api/products/route.ts':
    'export async function GET(request: Request): Promise<Response> {}\nexport const POST = wrap(async () => {}); export const dynamic = 1;',
  'app/api/products/[id]/route.js': 'const remove = () => {}; export { remove as DELETE }; export function helper() {}',
  'app/api/[...all]/route.ts': 'export function GET() {}',
  'app/@modal/(.)photo/page.tsx': 'export default () => null;',
  'app/_private/route.ts': 'export function GET() {}',
  'pages/api/hello.ts': 'export default (req: NextApiRequest, res: NextApiResponse) => res.end();',
  'src/pages/api/users/index.js':
    "export default (req, res) => { if (req.method === 'POST') add(); else if (req.method === 'GET') list(); };",
  'app/route-helpers.ts': 'export function GET() {}',
};

describe('findNextRoutes', () => {
  it('reads paths from files and methods from what they export', () => {
    const programs = Object.entries(files).flatMap(([file, text]) => {
      const program = parseSource(file, text);
      return program === null ? [] : [[file, program] as const];
    });
    expect(programs).to.have.length(Object.keys(files).length);
    const found = findNextRoutes(new Map(programs)).map(({ method, path }) => `${method} ${path}`);
    expect(found).to.have.members([
      'GET /',
      'GET /products/:id',
      'GET /api/products',
      'POST /api/products',
      'DELETE /api/products/:id',
      'GET /api/hello',
      'POST /api/users',
      'GET /api/users',
    ]);
  });
});
