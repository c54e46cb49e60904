/** Sounds of the game. */
export type Sound = 'swing' | 'hit' | 'tip' | 'counter' | 'hurt' | 'wave' | 'coin' | 'over'

const notes: Readonly<Record<Sound, readonly [type: OscillatorType, from: number, to: number, seconds: number]>> = {
  swing: ['triangle', 320, 140, 0.09],
  hit: ['square', 180, 90, 0.08],
  tip: ['square', 420, 210, 0.1],
  counter: ['sawtooth', 520, 880, 0.14],
  hurt: ['sawtooth', 160, 60, 0.2],
  wave: ['triangle', 330, 660, 0.3],
  coin: ['square', 880, 1320, 0.16],
  over: ['triangle', 330, 82, 0.7],
}

/** Makes a player of sounds that is silent until told otherwise. Nothing is loaded: a tone each. */
export function createSounds(): { play(sound: Sound): void; setOn(on: boolean): void } {
  let context: AudioContext | undefined
  let isOn = false
  return {
    setOn: (on) => {
      isOn = on
      // A browser lets a page sound only once somebody has clicked: this is called by a click.
      if (on) context ??= new AudioContext()
    },
    play: (sound) => {
      if (!isOn || !context) return
      const [type, from, to, seconds] = notes[sound]
      const [tone, volume] = [context.createOscillator(), context.createGain()]
      const now = context.currentTime
      tone.type = type
      tone.frequency.setValueAtTime(from, now)
      tone.frequency.exponentialRampToValueAtTime(to, now + seconds)
      volume.gain.setValueAtTime(0.08, now)
      volume.gain.exponentialRampToValueAtTime(0.001, now + seconds)
      tone.connect(volume).connect(context.destination)
      tone.start(now)
      tone.stop(now + seconds)
    },
  }
}
