/** The page: map, composer, narration and notebook. */
export function App() {
  return (
    <main>
      <h1>ELM Explorer</h1>
    </main>
  );
}
