import type Phaser from 'phaser'
import { DUMMY_HEALTH, enemies, healthOf, type Kind } from './combat.js'

/** What a foe needs to know of the fight. */
export interface Ring {
  readonly heroX: number
  readonly heroY: number
  readonly ground: number
  /** Seconds. */
  readonly time: number
  readonly calm: boolean
  hurt(damage: number, fromX: number): void
}

type Mood = 'come' | 'windUp' | 'strike' | 'rest' | 'stunned'

/** An enemy, or the straw dummy. */
export class Foe {
  readonly kind: Kind | 'dummy'
  readonly sprite: Phaser.GameObjects.Image
  health: number
  readonly full: number
  mood: Mood = 'come'
  readonly #bar: Phaser.GameObjects.Rectangle
  readonly #alarm: Phaser.GameObjects.Text
  readonly #phase: number
  /** Milliseconds until the mood ends. */
  #left = 0
  #vx = 0
  #vy = 0
  #struck = false

  constructor(scene: Phaser.Scene, kind: Kind | 'dummy', x: number, ground: number, wave: number) {
    this.kind = kind
    this.full = kind === 'dummy' ? DUMMY_HEALTH : healthOf(kind, wave)
    this.health = this.full
    this.#phase = x
    const y = kind === 'bat' ? ground - 200 : ground
    this.sprite = scene.add.image(x, y, kind).setOrigin(0.5, kind === 'bat' ? 0.5 : 1)
    this.#bar = scene.add.rectangle(x, y, 48, 6, 0xe0525f).setOrigin(0, 0.5).setVisible(false)
    this.#alarm = scene.add
      .text(x, y, '!', { fontFamily: 'monospace', fontSize: '34px', fontStyle: 'bold', color: '#ffd24a' })
      .setOrigin(0.5, 1)
      .setStroke('#1b1626', 6)
      .setVisible(false)
  }

  get x(): number {
    return this.sprite.x
  }

  /** Middle of its body. */
  get y(): number {
    return this.kind === 'bat' ? this.sprite.y : this.sprite.y - this.sprite.displayHeight / 2
  }

  get dead(): boolean {
    return this.health <= 0
  }

  /** Takes a blow; one that was about to strike is stunned. */
  take(damage: number, push: number): void {
    this.health = Math.max(0, this.health - damage)
    if (this.kind === 'dummy') return
    this.sprite.x += push * (this.kind === 'golem' ? 6 : 22)
    if (this.mood === 'windUp') this.#turn('stunned', 700)
  }

  update(delta: number, ring: Ring): void {
    const seconds = delta / 1000
    this.#left -= delta
    if (this.kind !== 'dummy') this.#act(seconds, ring)
    this.#draw(ring)
  }

  #turn(mood: Mood, milliseconds: number): void {
    this.mood = mood
    this.#left = milliseconds
    this.#struck = false
  }

  #act(seconds: number, ring: Ring): void {
    const { sprite, kind } = this
    const toHero = ring.heroX - sprite.x
    const away = Math.abs(toHero)
    const side = Math.sign(toHero) || 1
    sprite.setFlipX(toHero < 0)
    if (this.mood === 'come') {
      const speed = kind === 'golem' ? 64 : kind === 'bat' ? 150 : 108
      const near = kind === 'golem' ? 128 : kind === 'bat' ? 180 : 112
      if (away > near) sprite.x += side * speed * seconds
      else if (kind !== 'dummy') this.#turn('windUp', enemies[kind].windUp)
      if (kind === 'bat') sprite.y = ring.ground - 190 + Math.sin(ring.time * 3 + this.#phase) * 26
    } else if (this.mood === 'windUp' && this.#left <= 0) {
      this.#turn('strike', kind === 'golem' ? 260 : 620)
      this.#vx = side * (kind === 'golem' ? 0 : kind === 'bat' ? Math.max(300, away * 2) : 300)
      this.#vy = kind === 'bat' ? (ring.heroY - sprite.y) * 2.1 : kind === 'slime' ? -330 : 0
    } else if (this.mood === 'strike') this.#strike(seconds, ring, away)
    else if (this.mood === 'rest' || this.mood === 'stunned') {
      if (kind === 'bat') sprite.y += (ring.ground - 190 - sprite.y) * Math.min(1, 2.4 * seconds)
      else sprite.y = Math.min(ring.ground, sprite.y + 500 * seconds)
      if (this.#left <= 0) this.#turn('come', 0)
    }
  }

  #strike(seconds: number, ring: Ring, away: number): void {
    const { sprite, kind } = this
    sprite.x += this.#vx * seconds
    if (kind === 'slime') this.#vy += 1_100 * seconds
    sprite.y = Math.min(kind === 'bat' ? ring.ground - 24 : ring.ground, sprite.y + this.#vy * seconds)
    const reach = kind === 'golem' ? 150 : kind === 'bat' ? 54 : 52
    const low = kind === 'golem' ? ring.heroY > ring.ground - 84 : Math.abs(this.y - ring.heroY) < 66
    if (!this.#struck && away < reach && low && kind !== 'dummy') {
      this.#struck = true
      ring.hurt(enemies[kind].hurts, sprite.x)
    }
    if (this.#left <= 0) this.#turn('rest', kind === 'golem' ? 900 : 650)
  }

  #draw({ time, calm }: Ring): void {
    const { sprite, kind, mood } = this
    const warns = mood === 'windUp'
    this.#alarm.setVisible(warns).setPosition(sprite.x, this.#top() - 8)
    if (warns && !calm && Math.floor(time * 12) % 2 === 0) sprite.setTint(0xffd2d2)
    else if (mood === 'stunned') sprite.setTint(0x9fb4ff)
    else sprite.clearTint()
    if (kind === 'bat') sprite.setTexture(Math.floor(time * 8) % 2 === 0 ? 'bat' : 'bat-flap')
    const squash = kind === 'slime' ? (warns ? 0.72 : 1 + Math.sin(time * 6 + this.#phase) * 0.06) : 1
    sprite.setScale(2 - squash, squash)
    if (kind === 'golem' && warns) sprite.setAngle(sprite.flipX ? 8 : -8)
    else sprite.setAngle(0)
    this.#bar.setPosition(sprite.x - 24, this.#top() - 6).setVisible(this.health < this.full)
    this.#bar.width = Math.max(1, (48 * this.health) / this.full)
  }

  #top(): number {
    const { sprite, kind } = this
    return sprite.y - sprite.displayHeight * (kind === 'bat' ? 0.5 : 1)
  }

  destroy(): void {
    for (const part of [this.sprite, this.#bar, this.#alarm]) part.destroy()
  }
}
