/** Device pixels per CSS pixel of a saved PNG. */
const PNG_RATIO = 2;

/** Offers a file for download. */
export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Browsers start the download in a later task; the address must live until then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** An SVG document as a blob. */
export function svgBlob(svg: string): Blob {
  return new Blob([svg], { type: 'image/svg+xml' });
}

/** Draws an SVG document of the given size in CSS pixels into a PNG of twice its resolution. */
export async function pngBlob(svg: string, width: number, height: number): Promise<Blob> {
  const address = URL.createObjectURL(svgBlob(svg));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * PNG_RATIO);
    canvas.height = Math.round(height * PNG_RATIO);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives no 2-D canvas.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large.'))),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
