import type { ItemEvent } from '@dmex/game-adapter'
import type { DmexPlugin } from '@dmex/game-adapter/phaser'
import Phaser from 'phaser'
import { plain, type Stats } from '../rules.js'
import { blades, drawScenery, makeTextures } from './art.js'
import type { Bridge, Control, Run } from './bridge.js'
import { damageOf, enemies, hitsForDummy, type Kind, multiplierOf, waveOf } from './combat.js'
import { Foe, type Ring } from './Foe.js'

const REACH = 142
/** A blow at base speed, milliseconds. It hits in its middle part. */
const BLOW = 330
/** What a blow into the air costs on top, milliseconds: striking wildly leaves one open. */
const MISS = 260
const SPEED = 270
const JUMP = -560
const FALL = 1_500

const keys: Readonly<Record<string, Control>> = {
  LEFT: 'left',
  A: 'left',
  RIGHT: 'right',
  D: 'right',
  UP: 'jump',
  W: 'jump',
  SPACE: 'swing',
  X: 'swing',
  J: 'swing',
}

/** The fight: a hero, a sword, a straw dummy, then waves. */
export class Fight extends Phaser.Scene {
  declare dmex: DmexPlugin<Stats>
  #hero!: Phaser.GameObjects.Image
  #sword!: Phaser.GameObjects.Image
  #arc!: Phaser.GameObjects.Graphics
  #scenery!: Phaser.GameObjects.Graphics
  #hud!: Record<'score' | 'wave' | 'attack' | 'combo' | 'banner', Phaser.GameObjects.Text>
  #healthBar!: Phaser.GameObjects.Rectangle
  #keys: [Phaser.Input.Keyboard.Key, Control][] = []
  #foes: Foe[] = []
  #queue: Kind[] = []
  #run: { wave: number; score: number; health: number } = { wave: 0, score: 0, health: 0 }
  #playing = false
  #facing: 1 | -1 = 1
  #vy = 0
  #blow: { left: number; whole: number; hit: Set<Foe> } | undefined
  #safeFor = 0
  #combo = 0
  #dummyHits = 0
  /** Milliseconds for which a press is remembered. */
  #wantsToStrike = 0
  #offBalance = 0
  #spawnIn = 0
  #pauseAfterWave = 0

  readonly #made: () => void

  /** @param made - called once it can begin */
  constructor(made: () => void) {
    super('fight')
    this.#made = made
  }

  get #bridge(): Bridge {
    return this.registry.get('bridge') as Bridge
  }

  get #ground(): number {
    return this.scale.height - 84
  }

  /** Stats of the sword in hand, of this very frame. */
  get #stats(): Stats {
    const { sword } = this.#bridge
    return sword ? this.dmex.item(sword).current.stats : plain
  }

  create(): void {
    makeTextures(this)
    const { width } = this.scale
    this.#scenery = this.add.graphics()
    this.look()
    this.#hero = this.add.image(width * 0.4, this.#ground, 'hero').setOrigin(0.5, 1)
    this.#arc = this.add.graphics()
    this.#sword = this.add.image(0, 0, 'sword').setOrigin(0.45, 0.86)
    this.#makeHud()
    this.#foes = []
    this.#placeDummy()
    this.#keys = Object.entries(keys).flatMap(([name, control]) => {
      const key = this.input.keyboard?.addKey(name)
      // A key may come and go between two frames.
      key?.on('down', () => this.#bridge.pressed.add(control))
      return key ? [[key, control] as [Phaser.Input.Keyboard.Key, Control]] : []
    })
    this.input.on('pointerdown', (pointer: Phaser.Input.Pointer) => {
      if (!this.#playing) return
      this.#facing = pointer.worldX < this.#hero.x ? -1 : 1
      this.#bridge.pressed.add('swing')
    })
    this.dmex.on(this, 'mined', (event) => this.#showIncome(event))
    this.dmex.on(this, 'stats', () => this.show())
    this.show()
    this.scene.pause()
    this.#made()
  }

  /** Shows the sword's figures: a fight that is paused does not do so by itself. */
  show(): void {
    this.#carry(28)
    this.#drawHud()
  }

  /** Draws the scenery again: the page went from light to dark, or speaks another language. */
  look(): void {
    drawScenery(this.#scenery, this.scale.width, this.scale.height, this.#bridge.sky)
  }

  /** Begins a fight: with the dummy, or at the wave of one that was left. */
  begin(from?: Run): void {
    for (const foe of this.#foes.splice(0)) foe.destroy()
    this.#queue = []
    this.#combo = 0
    this.#dummyHits = 0
    this.#run = { wave: 0, score: 0, health: this.#stats.health }
    this.#hero.setPosition(this.scale.width * 0.4, this.#ground).clearTint()
    this.#playing = true
    this.#blow = undefined
    this.#bridge.pressed.clear()
    this.#pauseAfterWave = 0
    if (from) {
      this.#run = { wave: from.wave - 1, score: from.score, health: from.health }
      this.#nextWave()
    } else this.#placeDummy()
    this.scene.resume()
  }

  override update(time: number, delta: number): void {
    const step = Math.min(delta, 50)
    if (this.#playing) {
      this.#moveHero(step)
      this.#swing(step)
      this.#direct(step)
    }
    this.#bridge.pressed.clear()
    const ring: Ring = {
      heroX: this.#hero.x,
      heroY: this.#hero.y - 40,
      ground: this.#ground,
      time: time / 1000,
      calm: this.#bridge.calm,
      hurt: (damage, fromX) => this.#hurt(damage, fromX),
    }
    for (const foe of this.#foes) foe.update(step, ring)
    this.#foes = this.#foes.filter((foe) => {
      if (foe.dead) foe.destroy()
      return !foe.dead
    })
    this.#drawHud()
  }

  #holds(control: Control): boolean {
    return this.#bridge.held.has(control) || this.#keys.some(([key, does]) => does === control && key.isDown)
  }

  #moveHero(step: number): void {
    const seconds = step / 1000
    const hero = this.#hero
    const way = Number(this.#holds('right')) - Number(this.#holds('left'))
    if (way !== 0) {
      hero.x = Phaser.Math.Clamp(hero.x + way * SPEED * seconds, 30, this.scale.width - 30)
      // Whoever strikes goes on facing the same way: stepping back while striking is a skill.
      if (!this.#blow) this.#facing = way > 0 ? 1 : -1
    }
    if ((this.#holds('jump') || this.#bridge.pressed.has('jump')) && hero.y >= this.#ground) {
      this.#vy = JUMP
      hero.y -= 1
    }
    if (hero.y < this.#ground) {
      this.#vy += FALL * seconds
      hero.y = Math.min(this.#ground, hero.y + this.#vy * seconds)
    } else this.#vy = 0
    hero.setFlipX(this.#facing < 0)
    const strides = way !== 0 && Math.floor(hero.x / 26) % 2 === 0
    hero.setTexture(strides || hero.y < this.#ground ? 'hero-run' : 'hero')
    this.#safeFor = Math.max(0, this.#safeFor - step)
    hero.setAlpha(this.#safeFor > 0 ? 0.55 : 1)
  }

  #swing(step: number): void {
    // Pressed a little early still counts: it is done as soon as the blow before is over.
    if (this.#bridge.pressed.has('swing')) this.#wantsToStrike = 180
    if (this.#wantsToStrike > 0 && !this.#blow && this.#offBalance <= 0) this.#strike()
    this.#wantsToStrike -= step
    this.#offBalance -= step
    const hand = { x: this.#hero.x + this.#facing * 18, y: this.#hero.y - 32 }
    this.#arc.clear()
    let angle = 28
    if (this.#blow) {
      this.#blow.left -= step
      const done = 1 - Math.max(0, this.#blow.left) / this.#blow.whole
      angle = -70 + 200 * Math.min(1, done * 1.25)
      if (done > 0.2 && done < 0.75) {
        this.#drawArc(hand, angle)
        for (const foe of this.#foes) this.#meet(foe, this.#blow.hit)
      }
      if (this.#blow.left <= 0) {
        if (this.#blow.hit.size === 0) {
          this.#combo = 0
          this.#offBalance = MISS
        }
        this.#blow = undefined
      }
    }
    this.#carry(angle)
  }

  /** Puts the sword into the hero's hand. */
  #carry(angle: number): void {
    this.#sword
      .setPosition(this.#hero.x + this.#facing * 18, this.#hero.y - 32)
      .setFlipX(this.#facing < 0)
      .setAngle(this.#facing * angle)
      .setTint(blades[this.#stats.glow] ?? 0xffffff)
  }

  #strike(): void {
    this.#wantsToStrike = 0
    const whole = (BLOW * 100) / this.#stats.speed
    this.#blow = { left: whole, whole, hit: new Set() }
    this.#bridge.play('swing')
  }

  #drawArc({ x, y }: { x: number; y: number }, angle: number): void {
    const to = Phaser.Math.DegToRad(this.#facing > 0 ? angle - 90 : 270 - angle)
    const from = to - this.#facing * 0.9
    this.#arc.lineStyle(10, blades[this.#stats.glow] ?? 0xffffff, 0.45)
    this.#arc.beginPath()
    this.#arc.arc(x, y, 82, Math.min(from, to), Math.max(from, to))
    this.#arc.strokePath()
  }

  /** Whether the blade is where the foe is; each blow meets a foe once. */
  #meet(foe: Foe, met: Set<Foe>): void {
    if (met.has(foe)) return
    const ahead = (foe.x - this.#hero.x) * this.#facing
    const high = Math.abs(foe.y - (this.#hero.y - 42))
    const wide = foe.sprite.displayWidth / 2
    if (ahead < -22 || ahead - wide > REACH - 22 || high > 110) return
    met.add(foe)
    const dummy = foe.kind === 'dummy'
    const tip = !dummy && ahead > REACH * 0.55
    const counter = foe.mood === 'windUp'
    const damage = damageOf(this.#stats.attack, { tip, counter })
    foe.take(damage, this.#facing)
    this.#combo++
    this.#bridge.play(counter ? 'counter' : tip ? 'tip' : 'hit')
    const { texts } = this.#bridge
    const note = counter ? `${damage} ${texts.counter}` : tip ? `${damage} ${texts.tip}` : `${damage}`
    this.#rise(foe.x, foe.y - 40, note, counter ? '#ffd24a' : tip ? '#ff8a3c' : '#ffffff')
    this.#sparks(foe.x, foe.y)
    if (!this.#bridge.calm) this.cameras.main.shake(counter ? 110 : 60, counter ? 0.006 : 0.003)
    if (dummy) this.#dummyHits++
    if (foe.dead) this.#fell(foe)
  }

  #fell(foe: Foe): void {
    if (foe.kind === 'dummy') {
      this.#bridge.tell({ type: 'dummy', hits: this.#dummyHits, attack: this.#stats.attack })
      this.#pauseAfterWave = 900
      return
    }
    this.#run.score += enemies[foe.kind].points * multiplierOf(this.#combo)
    for (let spark = 0; spark < 3; spark++) this.#sparks(foe.x, foe.y)
  }

  /** Sends in who waits, and begins the next wave once all are gone. */
  #direct(step: number): void {
    if (this.#foes.length === 0 && this.#queue.length === 0) {
      this.#pauseAfterWave -= step
      if (this.#pauseAfterWave <= 0) this.#nextWave()
      return
    }
    this.#spawnIn -= step
    if (this.#queue.length === 0 || this.#spawnIn > 0 || this.#foes.length >= 5) return
    const kind = this.#queue.shift()
    if (!kind) return
    const fromLeft = this.#queue.length % 2 === 0
    this.#foes.push(new Foe(this, kind, fromLeft ? -40 : this.scale.width + 40, this.#ground, this.#run.wave))
    this.#spawnIn = Math.max(450, 1_350 - this.#run.wave * 110)
  }

  #nextWave(): void {
    const run = this.#run
    run.wave++
    if (run.wave > 1) run.health = Math.min(this.#stats.health, run.health + 8)
    this.#queue = [...waveOf(run.wave)]
    this.#spawnIn = 500
    this.#pauseAfterWave = 1_200
    this.#bridge.play('wave')
    this.#bridge.tell({ type: 'wave', ...run })
    this.#hud.banner.setText(`${this.#bridge.texts.wave} ${run.wave}`).setAlpha(1)
    this.tweens.add({ targets: this.#hud.banner, alpha: 0, delay: 900, duration: 500 })
  }

  #hurt(damage: number, fromX: number): void {
    if (this.#safeFor > 0 || !this.#playing) return
    this.#run.health = Math.max(0, this.#run.health - damage)
    this.#safeFor = 900
    this.#combo = 0
    this.#hero.x = Phaser.Math.Clamp(this.#hero.x + Math.sign(this.#hero.x - fromX) * 34, 30, this.scale.width - 30)
    this.#rise(this.#hero.x, this.#hero.y - 80, `-${damage}`, '#ff6b6b')
    this.#bridge.play('hurt')
    if (!this.#bridge.calm) this.cameras.main.shake(140, 0.008)
    if (this.#run.health > 0) return
    this.#playing = false
    this.#hero.setTint(0x777799).setAlpha(1)
    this.#bridge.play('over')
    this.#bridge.tell({ type: 'over', score: this.#run.score, wave: this.#run.wave })
  }

  #placeDummy(): void {
    this.#foes.push(new Foe(this, 'dummy', this.#hero.x + 108, this.#ground, 1))
  }

  /** Income of the sword arrives while its owner plays. */
  #showIncome({ item, before, after }: ItemEvent<Stats>): void {
    const { sword } = this.#bridge
    // In a fight that is paused nothing would ever fade.
    if (!sword || !this.scene.isActive() || this.dmex.item(item) !== this.dmex.item(sword)) return
    const gained = after.mined.BTC.total - before.mined.BTC.total
    if (gained <= 0n) return
    this.#bridge.play('coin')
    const coin = this.add.image(this.#hero.x, this.#hero.y - 90, 'coin')
    this.tweens.add({ targets: coin, y: coin.y - 60, alpha: 0, duration: 1_600, onComplete: () => coin.destroy() })
    this.#rise(this.#hero.x + 26, this.#hero.y - 80, `+${gained} sat`, '#f4c542')
  }

  /** A text that rises and fades. */
  #rise(x: number, y: number, text: string, color: string): void {
    const label = this.add
      .text(x, y, text, { fontFamily: 'monospace', fontSize: '26px', fontStyle: 'bold', color })
      .setOrigin(0.5)
      .setStroke('#1b1626', 5)
    const rise = this.#bridge.calm ? 0 : 46
    const onComplete = (): void => label.destroy()
    this.tweens.add({ targets: label, y: y - rise, alpha: 0, duration: 800, onComplete })
  }

  #sparks(x: number, y: number): void {
    if (this.#bridge.calm) return
    for (let index = 0; index < 6; index++) {
      const spark = this.add.rectangle(x, y, 6, 6, index % 2 === 0 ? 0xffffff : 0xffd24a)
      const angle = (index / 6) * Math.PI * 2 + x
      const onComplete = (): void => spark.destroy()
      const to = { x: x + Math.cos(angle) * 46, y: y + Math.sin(angle) * 40 }
      this.tweens.add({ targets: spark, ...to, alpha: 0, duration: 320, onComplete })
    }
  }

  #makeHud(): void {
    const { width } = this.scale
    const text = (x: number, y: number, size: number, origin: number): Phaser.GameObjects.Text =>
      this.add
        .text(x, y, '', {
          fontFamily: 'system-ui, sans-serif',
          fontSize: `${size}px`,
          fontStyle: 'bold',
          color: '#ffffff',
        })
        .setOrigin(origin, 0)
        .setStroke('#1b1626', 6)
    this.add.rectangle(20, 22, 208, 22, 0x1b1626, 0.8).setOrigin(0)
    this.#healthBar = this.add.rectangle(24, 26, 200, 14, 0x5fc25a).setOrigin(0)
    this.#hud = {
      wave: text(20, 52, 22, 0),
      score: text(width - 20, 16, 28, 1),
      attack: text(width - 20, 52, 22, 1),
      combo: text(width / 2, 16, 30, 0.5),
      banner: text(width / 2, this.scale.height * 0.3, 54, 0.5).setAlpha(0),
    }
  }

  #drawHud(): void {
    const { texts } = this.#bridge
    const stats = this.#stats
    const share = this.#run.health / stats.health
    this.#healthBar.width = Math.max(1, 200 * (this.#playing ? share : this.#run.wave > 0 ? 0 : 1))
    this.#healthBar.setFillStyle(share > 0.5 || !this.#playing ? 0x5fc25a : share > 0.25 ? 0xf4c542 : 0xe0525f)
    const dummy = this.#foes.some(({ kind }) => kind === 'dummy')
    const hud = this.#hud
    // Set only when it changed: drawing text anew is the dearest thing in a frame.
    const show = (label: Phaser.GameObjects.Text, words: string): void => {
      if (label.text !== words) label.setText(words)
    }
    show(
      hud.wave,
      dummy
        ? `${texts.dummy}: ${hitsForDummy(stats.attack)} ${texts.hits}`
        : this.#run.wave > 0
          ? `${texts.wave} ${this.#run.wave}`
          : '',
    )
    show(hud.score, `${texts.score} ${this.#run.score}`)
    show(hud.attack, `${texts.attack} ${stats.attack}`)
    show(hud.combo, this.#combo >= 4 ? `${this.#combo} × ${multiplierOf(this.#combo)}` : '')
  }
}
