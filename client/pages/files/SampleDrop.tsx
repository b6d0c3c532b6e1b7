import { useState } from 'react'

/** Where a sample is dropped or chosen. The control is an ordinary file input, so keyboard and screen reader know it. */
export function SampleDrop({ onFile, name }: { onFile: (file: File) => void; name: string | null }) {
  const [over, setOver] = useState(false)
  return (
    <label
      className={over ? 'drop drop-over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer.files[0]
        if (file) onFile(file)
      }}
    >
      <span>{name ? `Sample: ${name}. Drop or choose another` : 'Drop a sample file here, or choose one: CSV, CSV.gz, Excel (.xlsx) or XML'}</span>
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
