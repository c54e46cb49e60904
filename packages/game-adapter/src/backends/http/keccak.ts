// Keccak-256 as Ethereum has it, after the Keccak team's specification. Lanes are bigints: a name is hashed once a command,
// and a smaller file is worth more to a game than a microsecond.

const MASK = 2n ** 64n - 1n
const RATE = 136

const rotate = (value: bigint, by: number): bigint => ((value << BigInt(by)) | (value >> BigInt(64 - by))) & MASK

/** Round constants and rotations, from the linear feedback register and the walk of the specification. */
const rounds: bigint[] = []
const rotations: number[] = [0]
let register = 1
for (let round = 0; round < 24; round++) {
  let constant = 0n
  for (let bit = 0; bit < 7; bit++) {
    if (register & 1) constant |= 1n << BigInt(2 ** bit - 1)
    register = (register << 1) ^ (register & 0x80 ? 0x171 : 0)
  }
  rounds.push(constant)
}
const walk: number[] = []
for (let step = 0, x = 1, y = 0; step < 24; step++) {
  walk.push(x + 5 * y)
  rotations[x + 5 * y] = (((step + 1) * (step + 2)) / 2) % 64
  ;[x, y] = [y, (2 * x + 3 * y) % 5]
}

function permute(lanes: bigint[]): void {
  const at = (index: number): bigint => lanes[index] ?? 0n
  for (const constant of rounds) {
    const column = [0, 1, 2, 3, 4].map((x) => at(x) ^ at(x + 5) ^ at(x + 10) ^ at(x + 15) ^ at(x + 20))
    for (let index = 0; index < 25; index++) {
      const x = index % 5
      lanes[index] = at(index) ^ (column[(x + 4) % 5] ?? 0n) ^ rotate(column[(x + 1) % 5] ?? 0n, 1)
    }
    const moved = [...lanes]
    for (const index of [0, ...walk]) {
      const [x, y] = [index % 5, Math.floor(index / 5)]
      moved[y + 5 * ((2 * x + 3 * y) % 5)] = rotate(at(index), rotations[index] ?? 0)
    }
    for (let index = 0; index < 25; index++) {
      const [x, row] = [index % 5, index - (index % 5)]
      lanes[index] =
        (moved[index] ?? 0n) ^ (~(moved[row + ((x + 1) % 5)] ?? 0n) & MASK & (moved[row + ((x + 2) % 5)] ?? 0n))
    }
    lanes[0] = at(0) ^ constant
  }
}

/** Keccak-256 of a text in UTF-8, as a number. */
export function keccak256(text: string): bigint {
  const message = new TextEncoder().encode(text)
  const padded = new Uint8Array(Math.ceil((message.length + 1) / RATE) * RATE)
  padded.set(message)
  padded[message.length] = 1
  padded[padded.length - 1] = (padded[padded.length - 1] ?? 0) | 0x80
  const view = new DataView(padded.buffer)
  const lanes = Array.from({ length: 25 }, () => 0n)
  for (let start = 0; start < padded.length; start += RATE) {
    for (let lane = 0; lane < RATE / 8; lane++)
      lanes[lane] = (lanes[lane] ?? 0n) ^ view.getBigUint64(start + lane * 8, true)
    permute(lanes)
  }
  const digest = new DataView(new ArrayBuffer(32))
  for (let lane = 0; lane < 4; lane++) digest.setBigUint64(lane * 8, lanes[lane] ?? 0n, true)
  return [0, 8, 16, 24].reduce((sum, at) => (sum << 64n) | digest.getBigUint64(at), 0n)
}
