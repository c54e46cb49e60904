// All that is seen, drawn pixel by pixel from the letters below.
import type Phaser from 'phaser'

const inks: Readonly<Record<string, string>> = {
  k: '#1b1626',
  h: '#7a3b2e',
  H: '#56261f',
  s: '#f2c29b',
  S: '#d89a74',
  c: '#2f6fb3',
  C: '#224f85',
  y: '#f4c542',
  b: '#4a3424',
  w: '#ffffff',
  g: '#5fc25a',
  G: '#3d8f45',
  l: '#a4e88b',
  p: '#6a4c9c',
  P: '#4a3273',
  r: '#e0525f',
  e: '#ffd24a',
  t: '#8d93a8',
  T: '#666c82',
  d: '#474c60',
  o: '#ff8a3c',
  n: '#c9a066',
  N: '#9c7540',
  m: '#dfe7f2',
  M: '#a9b8cf',
}

const hero = [
  '....hhhh....',
  '...hhhhhhh..',
  '..hHhhhhhhh.',
  '..hHsssssh..',
  '..hsskskss..',
  '...sssssss..',
  '....sSss....',
  '..yccccccy..',
  '.ccccccccc..',
  '.sccCccccss.',
  '.s.cccccc.s.',
  '...yyyyyy...',
  '...CCCCCC...',
]
const stand = ['...CC..CC...', '...bb..bb...', '...bbb.bbb..']
const stride = ['..CCC..CC...', '.bb.....bb..', '.bbb....bbb.']

const sprites: Readonly<Record<string, readonly string[]>> = {
  hero: [...hero, ...stand],
  'hero-run': [...hero, ...stride],
  slime: [
    '....llll....',
    '..llgggggg..',
    '.llggggggGg.',
    '.lggkggkggG.',
    'llggkggkggGG',
    'lggggggggGGG',
    'lggrrrrggGGG',
    'GggggggggGGG',
    '.GGGGGGGGGG.',
  ],
  bat: [
    'p...........p.',
    'pp...p..p..pp.',
    'ppp..pppp.ppp.',
    'pPpppepeppppP.',
    '.PPpppppppPP..',
    '..PPpwpwpPP...',
    '....pppp......',
  ],
  'bat-flap': [
    '.....p..p.....',
    '.....pppp.....',
    '..pppepeppp...',
    '.pPppppppPPp..',
    'pPPPpwpwpPPPp.',
    'pP..pppp..PPp.',
    'p.........Pp..',
  ],
  golem: [
    '....tttttttt....',
    '...tttttttttT...',
    '...teettteeTT...',
    '...tkettteTTT...',
    '...ttttttTTTT...',
    '....tkkkkkTT....',
    '.tttttttttttTTT.',
    'ttttttooottTTTTT',
    'tttTttoeottTTdTT',
    'ttTTttooottTTddT',
    'tt.TttttttTTT.dT',
    'tt.ttttttTTTd.dd',
    'TT.TTTTTTTTdd.dd',
    '....ttt..TTd....',
    '....ttt..TTd....',
    '...tttT..TTdd...',
    '...TTTT..dddd...',
  ],
  dummy: [
    '....nnnn....',
    '...nnnnnn...',
    '...nknnkN...',
    '...nnkkNN...',
    '....nnNN....',
    '.....NN.....',
    'nnnnnnnnnnnN',
    'NNnnrrrrnnNN',
    '..nnrwwrnN..',
    '..nnrwwrnN..',
    '..nnrrrrnN..',
    '..nnnnnnNN..',
    '...nnnnNN...',
    '.....bb.....',
    '.....bb.....',
    '....bbbb....',
  ],
  sword: [
    '...mM....',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    '..mmMM...',
    'yyyyyyyy.',
    '.yyyyyy..',
    '...bb....',
    '...bb....',
    '...bb....',
    '..yyyy...',
  ],
  coin: ['..yyyy..', '.yeeeey.', 'yeybbeey', 'yeebebey', 'yeebbeey', 'yeybbeey', '.yeeeey.', '..yyyy..'],
}

/** Colours of a time of day. */
export interface Sky {
  readonly top: number
  readonly bottom: number
  readonly far: number
  readonly near: number
  readonly ground: number
  readonly grass: number
  readonly lamp: number
}

/** By day for a light page, by night for a dark one. */
export const skies: Readonly<Record<'light' | 'dark', Sky>> = {
  light: {
    top: 0x8fd0ff,
    bottom: 0xfdeccb,
    far: 0x8fb3d9,
    near: 0x6a90b8,
    ground: 0x8a6a48,
    grass: 0x69a84f,
    lamp: 0x2f7dd1,
  },
  dark: {
    top: 0x0d1026,
    bottom: 0x3a2a5c,
    far: 0x231f45,
    near: 0x181634,
    ground: 0x2b2235,
    grass: 0x3d5a4a,
    lamp: 0x66e0ff,
  },
}

/** Colour of a blade, by its glow. */
export const blades: Readonly<Record<string, number>> = {
  plain: 0xffffff,
  warm: 0xffe2a8,
  bright: 0xffc44d,
  blazing: 0xff8a3c,
}

/** Side of a pixel in the game's own units. */
const PIXEL = 5

/** Draws pixels of a sprite on a canvas. */
export function paint(context: CanvasRenderingContext2D, name: string, pixel: number): void {
  for (const [y, row] of (sprites[name] ?? []).entries())
    for (const [x, letter] of [...row].entries()) {
      const ink = inks[letter]
      if (!ink) continue
      context.fillStyle = ink
      context.fillRect(x * pixel, y * pixel, pixel, pixel)
    }
}

/** Width and height of a sprite, in its own pixels. */
export function sizeOf(name: string): readonly [width: number, height: number] {
  const rows = sprites[name] ?? []
  return [Math.max(1, ...rows.map((row) => row.length)), Math.max(1, rows.length)]
}

/** Makes the textures of a scene. */
export function makeTextures({ textures }: Phaser.Scene): void {
  for (const name of Object.keys(sprites)) {
    if (textures.exists(name)) continue
    const [width, height] = sizeOf(name)
    const texture = textures.createCanvas(name, width * PIXEL, height * PIXEL)
    if (!texture) continue
    paint(texture.getContext(), name, PIXEL)
    texture.refresh()
  }
}

/** Draws sky, hills, the mine with its lamps, and the ground. */
export function drawScenery(graphics: Phaser.GameObjects.Graphics, width: number, height: number, sky: Sky): void {
  const ground = height - 84
  graphics.clear()
  graphics.fillGradientStyle(sky.top, sky.top, sky.bottom, sky.bottom, 1)
  graphics.fillRect(0, 0, width, height)
  const ridge = (color: number, base: number, step: number, rise: number, seed: number): void => {
    graphics.fillStyle(color, 1)
    for (let x = 0; x < width; x += step) {
      const top = base - Math.round((Math.sin(x / 83 + seed) + Math.sin(x / 31 + 2 * seed)) * rise * 0.5) - rise
      graphics.fillRect(x, top, step, ground - top)
    }
  }
  ridge(sky.far, ground - 70, 12, 60, 1)
  ridge(sky.near, ground - 20, 16, 34, 4)
  // The mine: racks of machines in a hall, a lamp each.
  const left = Math.round(Math.min(width * 0.62, width - 228))
  graphics.fillStyle(sky.near, 1)
  graphics.fillRect(left - 12, ground - 128, 228, 128)
  graphics.fillTriangle(left - 24, ground - 128, left + 102, ground - 176, left + 228, ground - 128)
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 8; column++) {
      graphics.fillStyle(0x000000, 0.25)
      graphics.fillRect(left + column * 26, ground - 112 + row * 26, 20, 18)
      graphics.fillStyle(sky.lamp, (row * 5 + column * 3) % 7 === 0 ? 0.25 : 0.9)
      graphics.fillRect(left + 4 + column * 26, ground - 106 + row * 26, 4, 4)
    }
  graphics.fillStyle(sky.ground, 1)
  graphics.fillRect(0, ground, width, height - ground)
  graphics.fillStyle(sky.grass, 1)
  graphics.fillRect(0, ground, width, 12)
  for (let x = 0; x < width; x += 20) graphics.fillRect(x, ground + 12, 8 + ((x * 7) % 9), 6)
}
