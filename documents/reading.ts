/** For tests: a produced file read back as its reader's program would. */
import { strFromU8, unzipSync } from 'fflate'
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The parts of a DOCX as text. */
export function parts(docx: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(docx)).flatMap(([k, v]) => (/\.(xml|rels)$/.test(k) ? [[k, strFromU8(v)]] : [])))
}

const plain = (s: string) =>
  s
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')

export interface Para {
  text: string
  xml: string
}
/** Paragraphs of a part, in order. */
export function paragraphs(xml: string): Para[] {
  return [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>/gs)].map(([x]) => ({
    xml: x,
    text: [...x.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(br|tab)\/>/g)].map((m) => (m[2] ? (m[2] === 'br' ? '\n' : '\t') : plain(m[1] ?? ''))).join(''),
  }))
}

export interface Line {
  /** mm from the paper's left and upper edges to the baseline's start; size in points. */
  x: number
  y: number
  width: number
  size: number
  text: string
  font: string
}
export interface Page {
  width: number
  height: number
  lines: Line[]
  text: string
  /** Straight lines drawn: mm. */
  rules: { x1: number; x2: number; y: number; thick: number; color: string }[]
  /** Pictures: mm from the left and upper edges. */
  images: { x: number; y: number; width: number; height: number }[]
}

const mm = (points: number) => (points / 72) * 25.4

export async function pages(pdf: Uint8Array): Promise<Page[]> {
  const doc = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise
  const out: Page[] = []
  for (let n = 1; n <= doc.numPages; n++) {
    const page = await doc.getPage(n)
    const [, , w = 0, h = 0] = page.view
    const got = await page.getTextContent()
    const { rules, images } = await drawn(page, h)
    const lines = got.items.flatMap((i) =>
      'str' in i && i.str.trim()
        ? [
            {
              x: mm(i.transform[4]),
              y: mm(h - i.transform[5]),
              width: mm(i.width),
              size: Math.round(i.height * 10) / 10,
              text: i.str,
              font: fontOf(page, i.fontName),
            },
          ]
        : [],
    )
    out.push({ width: mm(w), height: mm(h), lines, text: got.items.map((i) => ('str' in i ? i.str : '')).join(''), rules, images })
  }
  await doc.loadingTask.destroy()
  return out
}

type PdfPage = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>

const fontOf = (page: PdfPage, id: string): string => {
  const f = page.commonObjs.has(id) ? (page.commonObjs.get(id) as { name: string; missingFile?: boolean }) : undefined
  return f ? `${f.name}${f.missingFile ? '（未嵌入）' : ''}` : ''
}

/** Stroked horizontal lines and pictures, followed through the page's transforms. */
async function drawn(page: PdfPage, h: number): Promise<Pick<Page, 'rules' | 'images'>> {
  const ops = await page.getOperatorList()
  const out: Page['rules'] = []
  const images: Page['images'] = []
  let [m, width, color] = [[1, 0, 0, 1, 0, 0], 1, '']
  const stack: [number[], number, string][] = []
  const mul = (a: number[], b: number[]): number[] => {
    const [a0 = 0, a1 = 0, a2 = 0, a3 = 0, a4 = 0, a5 = 0] = a
    const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0] = b
    return [a0 * b0 + a2 * b1, a1 * b0 + a3 * b1, a0 * b2 + a2 * b3, a1 * b2 + a3 * b3, a0 * b4 + a2 * b5 + a4, a1 * b4 + a3 * b5 + a5]
  }
  ops.fnArray.forEach((fn, i) => {
    const a = ops.argsArray[i]
    if (fn === OPS.save) stack.push([m, width, color])
    else if (fn === OPS.restore) [m, width, color] = stack.pop() ?? [m, width, color]
    else if (fn === OPS.transform) m = mul(m, a)
    else if (fn === OPS.setLineWidth) width = a[0]
    else if (fn === OPS.setStrokeRGBColor) color = String(a[0])
    else if (fn === OPS.paintImageXObject) {
      // The unit square, from its lower left corner.
      const [w = 0, , , high = 0, x = 0, y = 0] = m
      images.push({ x: mm(x + Math.min(w, 0)), y: mm(h - Math.max(y, y + high)), width: mm(Math.abs(w)), height: mm(Math.abs(high)) })
    } else if (fn === OPS.constructPath && a[0] === OPS.stroke) {
      const box = [...(a[2] as Iterable<number>)]
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = box
      const [p, q] = [mul(m, [1, 0, 0, 1, x1, y1]), mul(m, [1, 0, 0, 1, x2, y2])]
      const [px = 0, py = 0, qx = 0, qy = 0] = [p[4], p[5], q[4], q[5]]
      if (Math.abs(py - qy) < 0.01)
        out.push({ x1: mm(Math.min(px, qx)), x2: mm(Math.max(px, qx)), y: mm(h - py), thick: mm(width * Math.abs(m[3] ?? 1)), color })
    }
  })
  return { rules: out, images }
}
