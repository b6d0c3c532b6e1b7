// The browser that the other journeys stand on: does it start, draw WebGL2, and set text? Each kind that this machine has.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { availableBrowsers, launchBrowser, type Launched } from '../support/browser.ts'

describe.each(availableBrowsers())('%s chromium', (kind) => {
  let launched: Launched
  beforeAll(async () => {
    launched = await launchBrowser(kind)
  })
  afterAll(() => launched?.close())

  it('is the kind that was asked for', () => {
    expect(launched.kind).toBe(kind)
    expect(Number.parseInt(launched.version)).toBeGreaterThan(120)
  })

  it('draws with WebGL2 and reads it back', async () => {
    const page = await launched.browser.newPage()
    await page.setContent('<canvas width="4" height="4"></canvas>')
    const pixel = await page.evaluate(() => {
      const gl = document.querySelector('canvas')?.getContext('webgl2')
      if (!gl) return 'no WebGL2'
      gl.clearColor(1, 0.4, 0, 1)
      gl.clear(gl.COLOR_BUFFER_BIT)
      const rgba = new Uint8Array(4)
      gl.readPixels(1, 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, rgba)
      return [...rgba].join(',')
    })
    expect(pixel).toBe('255,102,0,255')
    await page.close()
  })

  // MapLibre draws its labels like this, from fonts of the machine (the style has no glyph server).
  it('sets text on a canvas, with the letters of Welsh place names', async () => {
    const page = await launched.browser.newPage()
    const inked = await page.evaluate(() => {
      const canvas = new OffscreenCanvas(60, 30)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no 2d canvas')
      const ink = (text: string): string => {
        context.clearRect(0, 0, 60, 30)
        context.font = '24px sans-serif'
        context.fillText(text, 2, 24)
        return context.getImageData(0, 0, 60, 30).data.join()
      }
      const missing = ink('\u{10FFFE}') // what a letter without a glyph looks like
      return ['A', 'ŵ', 'ŷ', 'ô'].filter((letter) => ink(letter) !== missing).join('')
    })
    expect(inked).toBe('Aŵŷô')
    await page.close()
  })
})
