/** The few calls that the benchmark makes, so that types check where the package is not installed. */
declare module 'regl-scatterplot' {
  interface Scatterplot {
    draw(points: { x: number[]; y: number[]; valueA: number[] }): Promise<void>;
  }
  export default function createScatterplot(options: {
    canvas: HTMLCanvasElement;
    width: number;
    height: number;
    pointSize: number;
    colorBy: 'valueA';
    pointColor: readonly string[];
    backgroundColor: string;
  }): Scatterplot;
}
