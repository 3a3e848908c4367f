/** What browsers have and jsdom lacks, as far as our components can tell. */
export function fillInDom(): void {
  const dialog = HTMLDialogElement.prototype
  // jsdom has the element without its methods. Focus, inertness and the top layer are the browser tests' affair.
  dialog.showModal ??= function showModal(this: HTMLDialogElement) {
    this.setAttribute('open', '')
  }
  dialog.close ??= function close(this: HTMLDialogElement) {
    if (!this.open) return
    this.removeAttribute('open')
    this.dispatchEvent(new Event('close'))
  }
  // CodeMirror takes jsdom for Safari, and asks it this way where the selection is.
  document.execCommand ??= () => false
  // Nothing is laid out here: nothing of a text has a place.
  Range.prototype.getClientRects ??= () => Object.assign([], { item: () => null })
  Range.prototype.getBoundingClientRect ??= () => new DOMRect()
  Element.prototype.scrollIntoView ??= () => undefined
  window.matchMedia ??= (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  })
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
}
