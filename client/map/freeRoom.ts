// The part of the map that nothing covers, so that "show all of it" means what the reader can see.

export type Padding = { top: number; right: number; bottom: number; left: number }
const EDGE = 24

/** Padding for fitting something into a map, given what lies over it (legend, the phone's sheet). */
export function freeRoom(container: HTMLElement): Padding {
  const stage = container.getBoundingClientRect()
  const room: Padding = { top: EDGE, right: EDGE, bottom: EDGE, left: EDGE }
  for (const cover of document.querySelectorAll('.legend, .answers')) {
    const box = cover.getBoundingClientRect()
    const over = box.left < stage.right - 1 && box.right > stage.left + 1 && box.top < stage.bottom && box.bottom > stage.top
    if (!over) continue
    const above = (box.top + Math.min(box.bottom, stage.bottom)) / 2 < stage.top + stage.height / 2
    if (above) room.top = Math.max(room.top, box.bottom - stage.top + 8)
    else room.bottom = Math.max(room.bottom, stage.bottom - box.top + 8)
  }
  // Where hardly anything is left free, fit to the whole map after all.
  return stage.height - room.top - room.bottom < 110 ? { top: EDGE, right: EDGE, bottom: EDGE, left: EDGE } : room
}
