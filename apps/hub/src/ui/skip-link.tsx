/** The first stop of the keyboard: past the bar, to the page. */
export function SkipLink() {
  return (
    <a href="#main" className="absolute -top-25 left-4 z-60 rounded-2 bg-accent px-4 py-2 text-on-accent focus:top-2">
      Skip to the page
    </a>
  );
}
