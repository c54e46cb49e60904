import { nothing, type SVGTemplateResult, svg } from 'lit'
import type { Bar } from './model.js'

/** Height of the drawing, pixels. */
export const PLOT_HEIGHT = 208
const TOP = 22
/** Room below the base line for the marks of missed days, and below that for dates. */
const MARKS = 16
const DATES = 20
const BASE = PLOT_HEIGHT - MARKS - DATES
const AXIS_GAP = 8
const DIGIT_WIDTH = 6.8
const WIDEST_BAR = 40
const DATE_WIDTH = 76

/** What is drawn. Texts are ready to show. */
export interface Plot {
  readonly bars: readonly Bar[]
  /** Amounts of the horizontal lines, zero first. */
  readonly ticks: readonly bigint[]
  readonly tickTexts: readonly string[]
  /** Text under a bar. */
  readonly dateText: (bar: Bar) => string
  /** Number of the bar that is looked at. */
  readonly active: number | undefined
  /** Number of the bar that a halving begins with. */
  readonly halving: number | undefined
  readonly halvingText: string
  /** Pixels. */
  readonly width: number
  /** Time runs from right to left. */
  readonly mirrored: boolean
}

interface Geometry {
  readonly start: number
  readonly step: number
  /** From the edge where time begins to what is on the screen. */
  readonly x: (distance: number, size?: number) => number
  readonly y: (amount: bigint) => number
}

/** Room that the axis takes beside the bars. */
export function axisWidth(tickTexts: readonly string[]): number {
  return Math.ceil(Math.max(...tickTexts.map((text) => text.length), 2) * DIGIT_WIDTH) + AXIS_GAP
}

/** Finds the bar at a distance from the left edge of the drawing. */
export function barAt(left: number, { bars, tickTexts, width, mirrored }: Plot): number | undefined {
  if (bars.length === 0) return undefined
  const start = axisWidth(tickTexts)
  const distance = (mirrored ? width - left : left) - start
  const index = Math.floor((distance / (width - start)) * bars.length)
  return Math.min(bars.length - 1, Math.max(0, index))
}

function geometryOf({ bars, ticks, tickTexts, width, mirrored }: Plot): Geometry {
  const start = axisWidth(tickTexts)
  const top = ticks.at(-1) ?? 0n
  return {
    start,
    step: (width - start) / Math.max(1, bars.length),
    x: (distance, size = 0) => round(mirrored ? width - distance - size : distance),
    // Only where a pixel is decides a float; what is read is text.
    y: (amount) => round(top === 0n ? BASE : BASE - (Number((amount * 10_000n) / top) / 10_000) * (BASE - TOP)),
  }
}

/** Draws the bars, the market average over them, and the axes. */
export function drawPlot(plot: Plot): SVGTemplateResult {
  const geometry = geometryOf(plot)
  return svg`
    <g class="grid">${plot.ticks.map((tick, index) => drawTick(plot, geometry, tick, plot.tickTexts[index] ?? ''))}</g>
    ${drawActive(plot, geometry)}
    <g class="bars">${plot.bars.map((bar, index) => drawBar(geometry, bar, index))}</g>
    <path class="benchmark" d=${benchmarkPath(plot, geometry)} />
    <g class="marks">${plot.bars.map((bar, index) => (bar.missed > 0 ? drawMark(geometry, index) : nothing))}</g>
    ${drawHalving(plot, geometry)}
    <g class="dates">${drawDates(plot, geometry)}</g>
  `
}

function drawTick({ width }: Plot, { start, x, y }: Geometry, tick: bigint, text: string): SVGTemplateResult {
  const height = y(tick)
  return svg`
    <line class=${tick === 0n ? 'base' : ''} x1=${x(start)} x2=${x(width)} y1=${height} y2=${height} />
    <text x=${x(start - AXIS_GAP)} y=${height + 4} text-anchor="end">${text}</text>
  `
}

function drawActive({ active }: Plot, { start, step, x }: Geometry): SVGTemplateResult | typeof nothing {
  if (active === undefined) return nothing
  return svg`<rect class="active" x=${x(start + active * step, step)} y=${TOP - 4} width=${round(step)} height=${BASE - TOP + 4 + MARKS} />`
}

function barWidth(step: number): number {
  return round(Math.min(WIDEST_BAR, Math.max(2, step * 0.72)))
}

function drawBar({ start, step, x, y }: Geometry, bar: Bar, index: number): SVGTemplateResult {
  const width = barWidth(step)
  const top = y(bar.amount)
  // What was paid and is not nothing stays visible, however little it is.
  const height = bar.amount > 0n ? Math.max(1, round(BASE - top)) : 0
  return svg`<rect
    class=${bar.missed > 0 ? 'bar missed' : 'bar'}
    x=${x(start + index * step + (step - width) / 2, width)}
    y=${round(BASE - height)}
    width=${width}
    height=${height}
  />`
}

/** A cross below the base line: seen without colour, and where nothing was paid at all. */
function drawMark({ start, step, x }: Geometry, index: number): SVGTemplateResult {
  const half = Math.min(4, Math.max(2, step / 2 - 0.5))
  const centre = x(start + (index + 0.5) * step)
  const middle = BASE + MARKS / 2
  return svg`<path class="mark" d=${`M${centre - half} ${middle - half}l${2 * half} ${2 * half}m0 ${-2 * half}l${-2 * half} ${2 * half}`} />`
}

/** A step for every bar, so that a drop overnight is a drop. Broken where there is no average. */
function benchmarkPath({ bars }: Plot, { start, step, x, y }: Geometry): string {
  let drawing = false
  return bars
    .map(({ benchmark }, index) => {
      if (benchmark === 0n) {
        drawing = false
        return ''
      }
      const height = y(benchmark)
      const from = `${x(start + index * step)} ${height}`
      const begin = drawing ? `L${from}` : `M${from}`
      drawing = true
      return `${begin}L${x(start + (index + 1) * step)} ${height}`
    })
    .join('')
}

function drawHalving(plot: Plot, { start, step, x }: Geometry): SVGTemplateResult | typeof nothing {
  const { halving, halvingText, width } = plot
  if (halving === undefined) return nothing
  const at = start + halving * step
  // The text is on the side that has the room.
  const anchor = at > width / 2 ? 'end' : 'start'
  const gap = anchor === 'end' ? -5 : 5
  return svg`
    <line class="halving" x1=${x(at)} x2=${x(at)} y1=${4} y2=${BASE} />
    <text class="halving-text" x=${x(at + gap)} y=${14} text-anchor=${anchor}>${halvingText}</text>
  `
}

function drawDates({ bars, dateText, width }: Plot, { start, step, x }: Geometry): readonly SVGTemplateResult[] {
  const last = bars.length - 1
  const count = Math.min(bars.length, Math.max(2, Math.floor((width - start) / DATE_WIDTH)))
  return Array.from({ length: count }, (_, number) => {
    const index = count === 1 ? 0 : Math.round((number * last) / (count - 1))
    const bar = bars[index]
    const isAtEdge = bars.length > 2 && (index === 0 || index === last)
    const [distance, anchor] = !isAtEdge
      ? [start + (index + 0.5) * step, 'middle']
      : index === 0
        ? [start, 'start']
        : [width, 'end']
    return svg`<text x=${x(distance)} y=${PLOT_HEIGHT - 5} text-anchor=${anchor}>${bar ? dateText(bar) : ''}</text>`
  })
}

const round = (pixels: number): number => Math.round(pixels * 10) / 10
