"""A page without a mouse: Tab reaches every control once, and keys do what a press would.

Links follow Enter; buttons send their form, and what can be opened opens, by Enter and by Space;
boxes and radio buttons are ticked by Space.
"""

from typing import Any

from playwright.sync_api import Page

# Of a group of radio buttons, Tab reaches one; what a closed `details` holds, it doesn't.
WITHIN_REACH = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
    .filter(each => !each.disabled && each.tabIndex >= 0 && each.checkVisibility());
  const named = name => all.filter(each => each.type === 'radio' && each.name === name);
  const wanted = all.filter(each => each.type !== 'radio' || each === (
    named(each.name).find(one => one.checked) || named(each.name)[0]));
  window.reached = [];
  document.addEventListener('focusin', event => {
    const found = event.target, look = getComputedStyle(found);
    const seen = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2;
    window.reached.push([wanted.indexOf(found), seen ? '' : found.outerHTML]);
  });
  document.activeElement.blur();
  return wanted.length;
}"""
# Nothing leaves the page: what would be followed or sent is told of in its place.
LAID_OPEN = """() => {
  document.querySelectorAll('details').forEach(each => { each.open = true; });
  document.querySelectorAll('form').forEach(each => { each.noValidate = true; });
  window.pressable = [...document.querySelectorAll(
    'a[href], button, input[type=checkbox], input[type=radio], summary')]
    .filter(each => !each.disabled && each.checkVisibility());
  window.told = [];
  // Before any script of the page hears of it: sharing and copying are no matter of keys.
  addEventListener('click', event => {
    const found = event.target.closest('a[href], button[type=button]');
    if (found) { event.preventDefault(); event.stopImmediatePropagation(); told.push(found); }
  }, true);
  addEventListener('submit', event => {
    event.preventDefault(); event.stopImmediatePropagation(); told.push(event.submitter);
  }, true);
  return pressable.map(each => each.matches('a') ? 'a' : each.type || each.localName);
}"""
FOCUS = """index => {
  const found = pressable[index];
  told.length = 0;
  found.focus();
  window.before = found.checked ?? found.parentElement.open;
  return document.activeElement === found;
}"""
HEARD = """index => {
  const found = pressable[index];
  if (found.matches('a, button')) return told.length === 1 && told[0] === found;
  if (found.type === 'radio') return found.checked;
  return (found.checked ?? found.parentElement.open) !== before;
}"""
KEYS = {"a": ("Enter",), "checkbox": ("Space", "Space"), "radio": ("Space",)}


def walk(page: Page) -> tuple[int, Any]:
    """How many can be reached, and by what the Tab key went."""
    count = page.evaluate(WITHIN_REACH)
    for _ in range(count):
        page.keyboard.press("Tab")
    return count, page.evaluate("window.reached")


def press_all(page: Page) -> list[str]:
    """What doesn't do by its keys what it is there for, each with the key."""
    silent = []
    for index, kind in enumerate(page.evaluate(LAID_OPEN)):
        for key in KEYS.get(kind, ("Enter", "Space")):
            reached = page.evaluate(FOCUS, index)
            page.keyboard.press(key)
            if not (reached and page.evaluate(HEARD, index)):
                markup = page.evaluate("index => pressable[index].outerHTML", index)
                silent.append(f"{key}: {markup}")
    return silent
