/** Where a sample is dropped or chosen: an ordinary file input, which takes a drop by itself and which keyboard and screen reader know. */
export function SampleDrop({ onFile, name }: { onFile: (file: File) => void; name: string | null }) {
  return (
    <label className="drop">
      {name ? `Sample: ${name}. Drop or choose another` : 'Drop a sample file here, or choose one: CSV, CSV.gz, Excel (.xlsx) or XML'}
      <input
        type="file"
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file) onFile(file)
        }}
      />
    </label>
  )
}
