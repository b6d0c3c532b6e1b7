// A process for tests that kill the owner of an embedded database: opens the one in <data dir>, says so, and stays.
import { startEmbedded } from '../../server/store/embedded/supervisor.ts'

const log = { info() {}, warn() {}, error() {} }
const { pid, connection } = await startEmbedded({ dataDir: process.argv[2]!, log })
console.log(JSON.stringify({ child: pid(), socketDir: connection.host }))
