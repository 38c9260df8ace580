/** A drawing: SVG as text. */
export type Shape = string;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A tenth of a pixel is finer than anyone sees, and keeps the files small. */
const rounded = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : escaped(value);

type Attributes = Readonly<Record<string, string | number>>;

/** One element. Numbers are rounded, texts escaped. */
function element(name: string, attributes: Attributes, content: readonly Shape[] = []): Shape {
  const listed = Object.entries(attributes).map(([key, value]) => ` ${key}="${rounded(value)}"`);
  return content.length === 0
    ? `<${name}${listed.join('')}/>`
    : `<${name}${listed.join('')}>${content.join('')}</${name}>`;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** `anchor` is where the text stands at its point. Class names are those of the style sheet below. */
export interface TextStyle {
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly look?: string;
}

export const text = ({ x, y }: Point, content: string, { anchor = 'start', look = '' }: TextStyle = {}): Shape =>
  element(
    'text',
    { x, y, ...(anchor === 'start' ? {} : { 'text-anchor': anchor }), ...(look ? { class: look } : {}) },
    [escaped(content)],
  );

export const line = (from: Point, to: Point, look: string): Shape =>
  element('line', { x1: from.x, y1: from.y, x2: to.x, y2: to.y, class: look });

export const rectangle = ({ x, y }: Point, width: number, height: number, look: string): Shape =>
  element('rect', { x, y, width: Math.max(0, width), height: Math.max(0, height), class: look });

export function polyline(points: readonly Point[], look: string): Shape {
  const listed = points.map(({ x, y }) => `${rounded(x)},${rounded(y)}`).join(' ');
  return element('polyline', { points: listed, class: look });
}

/** Two series differ by shape, too, for those who do not see the colours. */
export const dot = ({ x, y }: Point, look: string): Shape => element('circle', { cx: x, cy: y, r: 3, class: look });
export const diamond = ({ x, y }: Point, look: string): Shape =>
  element('path', { d: `M${rounded(x)} ${rounded(y - 4)}l4 4-4 4-4-4z`, class: look });

/** The colours of the report, in light and in dark. The ground is the figure's own, so that it suits any page. */
const style = `
:root{--ground:#fff;--border:#e4e4df;--text:#1b1d20;--muted:#5b6068;--grid:#e9e9e5;--shade:#eeece6;--leaking:#b0420b;--clean:#15608f;--inconclusive:#775800}
@media(prefers-color-scheme:dark){:root{--ground:#17181b;--border:#2a2c30;--text:#e9e9e6;--muted:#9ca1a9;--grid:#2b2d32;--shade:#26292e;--leaking:#f39157;--clean:#74b9e8;--inconclusive:#e0b84e}}
text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;fill:var(--text)}
.head{font-weight:600;font-size:14px}.small{font-size:12px}.muted{fill:var(--muted)}
text.leaking{fill:var(--leaking)}text.clean{fill:var(--clean)}text.inconclusive{fill:var(--inconclusive)}text.bold{font-weight:600}
.ground{fill:var(--ground);stroke:var(--border)}.shade{fill:var(--shade)}.still{fill:var(--muted);fill-opacity:.25}.shade1{fill-opacity:.25}.shade2{fill-opacity:.45}.shade3{fill-opacity:.7}
.grid{stroke:var(--grid)}.axis{stroke:var(--muted)}.dashed{stroke-dasharray:5 4}
line.leaking,polyline.leaking{stroke:var(--leaking)}line.clean,polyline.clean{stroke:var(--clean)}line.inconclusive,polyline.inconclusive{stroke:var(--inconclusive)}
polyline{fill:none;stroke-width:1.75;stroke-linejoin:round}.fine{stroke-width:1.25}.thick{stroke-width:3}
circle.leaking,path.leaking,rect.leaking{fill:var(--leaking)}circle.clean,path.clean,rect.clean{fill:var(--clean)}circle.inconclusive,rect.inconclusive{fill:var(--inconclusive)}
`.replaceAll('\n', '');

export interface Figure {
  readonly title: string;
  /** For those who hear the figure. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** A whole file. */
export function svgFile({ title, description, width, height, shapes }: Figure): string {
  const ground = element('rect', { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 8, class: 'ground' });
  const content = [
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    `<style>${style}</style>`,
    ground,
    ...shapes,
  ];
  const opening = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`;
  return `${opening}\n${content.join('\n')}\n</svg>\n`;
}
