import { useEffect, useRef, useState } from 'react';

/**
 * Files dropped anywhere on the window, but where a field below takes them itself.
 * @returns true while files are dragged over the window
 */
export function useFileDrop(onFiles: (files: readonly File[]) => Promise<void>): boolean {
  const [isOver, setOver] = useState(false);
  // Enter and leave come for every element on the way: only the outermost leave counts.
  const depth = useRef(0);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const onEnter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth.current += 1;
      // A dialog has its own fields for files; what is behind it takes none.
      setOver(document.querySelector('[aria-modal="true"]') === null);
    };
    const onLeave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    };
    // Without this the browser would open the file in the window's place.
    const onDragOver = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const end = (): void => {
      depth.current = 0;
      setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      end();
      if (event.defaultPrevented || !hasFiles(event)) return;
      event.preventDefault();
      if (document.querySelector('[aria-modal="true"]') !== null) return;
      void onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    // A field that takes a file itself stops the event on its way: the overlay ends in the capture phase.
    window.addEventListener('drop', end, true);
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('drop', end, true);
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [onFiles]);
  return isOver;
}
