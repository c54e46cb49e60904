import type { PowerDetails, Sword } from '../world/types.js'
import type { App } from './App.js'
import { facts, fill, find, make } from './dom.js'
import { priceOf } from './format.js'
import { isTextKey } from './texts.js'

/** Dialogs of the page: one element, filled anew each time. */
export interface Dialogs {
  attach(sword: Sword): void
  sell(sword: Sword): Promise<void>
  buy(sword: Sword): Promise<void>
  seal(sword: Sword): void
}

/** Makes the dialogs. */
export function createDialogs(app: App): Dialogs {
  const dialog = find('dialog', HTMLDialogElement)

  /** Shows a form; what it is answered with is done after it is closed, so that a wallet's own dialog is on top. */
  const show = (title: string, content: readonly (Node | undefined)[], does: string, run: () => boolean): void => {
    const form = make(
      'form',
      { method: 'dialog' },
      make('h2', { id: 'dialog-title', tabIndex: -1 }, title),
      ...content,
      make(
        'div',
        { className: 'row' },
        make('button', { type: 'button', id: 'dialog-cancel', onclick: () => dialog.close() }, app.say('cancel')),
        make('button', { type: 'submit', id: 'dialog-do', className: 'main' }, does),
      ),
    )
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (run()) dialog.close()
    })
    fill(dialog, form)
    dialog.showModal()
    const first = form.querySelector<HTMLElement>('input[type="text"], input:checked')
    ;(first ?? form.querySelector<HTMLElement>('#dialog-title'))?.focus()
  }

  /** What a buyer gets, warnings included. */
  const card = async (sword: Sword): Promise<{ content: HTMLElement; unclaimed: string }> => {
    const { say, format, world } = app
    const { current, ref } = sword.handle
    const sale = await world.adapter.saleCard(ref)
    const { power } = sale
    const asset = power?.asset ?? 'BTC'
    const details: PowerDetails | undefined = world.state().details.get(sword.id)
    const unclaimed = format.coins(sale.unclaimed, asset)
    const gets = [
      say('itemSword', { attack: current.stats.attack, level: current.level }),
      power &&
        say('itemPower', {
          units: format.units(power.units, power.asset),
          until: new Date(power.endDay * 86_400_000).toISOString().slice(0, 10),
        }),
      power && say('itemToday', { amount: format.coins(power.today, power.asset) }),
      details && details.refundFloor > 0n ? say('itemFloor', { amount: format.money(details.refundFloor) }) : undefined,
      sale.sealUntil > current.at.time ? say('itemSealed', { time: format.time(sale.sealUntil) }) : undefined,
    ]
    // What waits goes to the seller with the sale: nothing to warn of.
    const warnings = sale.warnings
      .filter(({ code }) => code !== 'Unclaimed')
      .map(({ code, message }) => {
        const key = `warn_${code}`
        return isTextKey(key) ? say(key) : message
      })
    const waits = sale.unclaimed > 0n ? say('warn_Unclaimed', { amount: unclaimed }) : undefined
    const list = (items: readonly (string | undefined)[]): HTMLElement =>
      make('ul', {}, ...items.filter((item) => item !== undefined).map((item) => make('li', {}, item)))
    const warned = warnings.length > 0 ? list(warnings) : undefined
    warned?.classList.add('wrong')
    const content = make(
      'div',
      { className: 'box' },
      make('strong', {}, say('buyerGets')),
      list(gets),
      warned,
      waits && make('p', { className: 'hint' }, waits),
      make('small', { className: 'hint rules' }, say('stateHash', { hash: `${sale.stateHash.slice(0, 18)}…` })),
    )
    return { content, unclaimed }
  }

  return {
    attach: (sword) => {
      const { say, format, world, parts } = app
      const { powers } = world.state()
      if (powers.length === 0) {
        const url = parts.market?.partnerUrl
        const text = url ? say('noPowers') : `${say('noPowers')} ${say('noPartner')}`
        const action = url
          ? ({ label: 'toPartner', run: () => {}, url } as const)
          : ({ label: 'close', run: () => app.tell(undefined) } as const)
        app.tell({ kind: 'bad', text, action })
        return
      }
      const choices = powers.map(({ id, units, asset, until }, index) =>
        make(
          'label',
          { className: 'choice' },
          make('input', { type: 'radio', name: 'power', value: `${id}`, checked: index === 0 }),
          make(
            'span',
            {},
            say('power', { units: format.units(units, asset), asset, until }),
            make('br'),
            make('small', {}, say('powerId', { id })),
          ),
        ),
      )
      const lead = make('p', {}, say('attachLead'))
      show(say('attachTitle', { sword: app.nameOf(sword) }), [lead, ...choices], say('attachDo'), () => {
        const value = dialog.querySelector<HTMLInputElement>('input:checked')?.value
        const power = powers.find(({ id }) => `${id}` === value)
        if (!power) return false
        const units = format.units(power.units, power.asset)
        const values = { units, sword: app.nameOf(sword) }
        void app.perform((progress) => world.deeds.attach(sword, power.id, progress), 'done_attach', values)
        return true
      })
    },
    sell: async (sword) => {
      const { say, format, world } = app
      const { content, unclaimed } = await card(sword)
      const wrong = make('p', { className: 'wrong', id: 'price-wrong', role: 'alert' })
      const input = make('input', { type: 'text', id: 'price', inputMode: 'decimal', autocomplete: 'off' })
      input.setAttribute('aria-describedby', 'price-wrong')
      const field = make('label', { className: 'field' }, say('price'), input)
      const keeps = make('p', {}, make('strong', {}, `${say('youKeep')}: `), say('youKeepText', { amount: unclaimed }))
      const lead = make('p', { className: 'hint' }, say(world.kind === 'practice' ? 'practiceSale' : 'listLead'))
      show(say('sellTitle', { sword: app.nameOf(sword) }), [field, wrong, keeps, content, lead], say('listDo'), () => {
        const price = priceOf(input.value)
        wrong.textContent = price === undefined ? say('priceBad') : ''
        if (price === undefined) {
          input.setAttribute('aria-invalid', 'true')
          input.focus()
          return false
        }
        const values = { sword: app.nameOf(sword), price: format.money(price) }
        void app.perform((progress) => world.deeds.list(sword, price, progress), 'done_list', values)
        return true
      })
    },
    buy: async (sword) => {
      const { say, format, world } = app
      const price = sword.price ?? 0n
      const { content } = await card(sword)
      // Right after connecting nobody knows yet what the account has.
      if (!world.state().known) await world.refresh()
      const { money } = world.state()
      const short = money < price
      const lead = make('p', {}, say('buyLead'))
      const lacking = short
        ? make(
            'p',
            { className: 'wrong' },
            say('tooDear', { money: format.money(money), missing: format.money(price - money) }),
          )
        : undefined
      const paid = format.money(price)
      show(
        say('buyTitle', { sword: app.nameOf(sword) }),
        [content, facts([[say('youHave'), format.money(money)]]), lead, lacking],
        say('buyDo', { price: paid }),
        () => {
          const values = { sword: app.nameOf(sword), price: paid }
          void app.perform((progress) => world.deeds.buy(sword, progress), 'done_buy', values)
          return true
        },
      )
      find('dialog-do', HTMLButtonElement).disabled = short
    },
    seal: (sword) => {
      const { say, world } = app
      const lead = make('p', {}, say('sealLead'))
      show(say('sealTitle', { sword: app.nameOf(sword) }), [lead], say('sealDo'), () => {
        const values = { sword: app.nameOf(sword) }
        void app.perform((progress) => world.deeds.seal(sword, 30, progress), 'done_seal', values)
        return true
      })
    },
  }
}
