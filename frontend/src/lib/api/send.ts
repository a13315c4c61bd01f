/** Writes that the server answers once for each key. Answers that hold secrets are not kept, so those are sent only once. */
const unkept = /^\/api\/v1\/(setup|session|sessions|tokens|people|invitations|feed-key)\b/
/** Questions, which change nothing however often they are sent. */
const asking = /^\/api\/v1\/(door-check|language-check|policy|similar|obstacles\/similar)\b/
/** Writes of signing in and out, where 401 means "wrong password" or "long gone", not "your session has ended". */
const signing = /^\/api\/v1\/(setup|session|invitations)\b/

export type Surroundings = {
  fetch(request: Request): Promise<Response>
  language(): string
  /** For whom the page speaks, as soon as that is known: the server then takes nothing in another's name. */
  person(): string | null
  /** Resolves when the person has signed in again; rejects when nobody was signed in. */
  signInAgain(): Promise<void>
  wait(milliseconds: number): Promise<void>
}

/**
 * Sends a request as Ajar's server likes it: in the person's language, with the ETag of what was read
 * before a PATCH or PUT, with a key on every POST. A POST that got no answer is sent again with the same key,
 * so its effect happens once. When the session has ended, the request waits until the person has signed in again.
 */
export function sender({ fetch, language, person, signInAgain, wait }: Surroundings) {
  const etags = new Map<string, string>()

  async function tryOften(request: Request, triesLeft: number): Promise<Response> {
    const again = async (after: number) => {
      await wait(after)
      return tryOften(request, triesLeft - 1)
    }
    try {
      const response = await fetch(request.clone())
      const mayRepeat = triesLeft > 0 && isRepeatable(request) && response.status >= 502
      return mayRepeat ? again(retryAfter(response)) : response
    } catch (error) {
      if (triesLeft === 0 || !isRepeatable(request) || request.signal.aborted) throw error
      return again(500 * (3 - triesLeft))
    }
  }

  async function send(request: Request): Promise<Response> {
    const path = pathOf(request.url)
    prepare(request, etags.get(path), language(), person())
    const response = await tryOften(request, 2)
    if (response.status === 401 && (request.method === 'GET' || !signing.test(path))) {
      const renewed = await signInAgain().then(
        () => true,
        () => false,
      )
      if (renewed) return send(request)
    }
    remember(etags, path, response)
    return isJSON(response) || response.ok ? response : asJSONProblem(response)
  }

  return {
    send,
    /** The ETag of what was last read at a path. A form that stays open keeps it and sends it as If-Match itself. */
    etagOf: (path: string) => etags.get(path),
    forgetAll: () => etags.clear(),
  }
}

function prepare({ headers, method, url }: Request, etag: string | undefined, language: string, person: string | null) {
  headers.set('Accept-Language', language)
  if (person) headers.set('Ajar-Person', person)
  const changes = method === 'POST' && !asking.test(pathOf(url))
  if (changes && !headers.has('Idempotency-Key')) headers.set('Idempotency-Key', randomKey())
  if ((method === 'PATCH' || method === 'PUT') && etag && !headers.has('If-Match')) headers.set('If-Match', etag)
}

const pathOf = (address: string) => new URL(address, 'http://ajar').pathname
const isRepeatable = (request: Request) => request.method === 'POST' && !unkept.test(pathOf(request.url))
const isJSON = (response: Response) => /[/+]json/.test(response.headers.get('Content-Type') ?? '')

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After') ?? 1)
  return Math.min(Number.isFinite(seconds) ? seconds : 1, 5) * 1000
}

function remember(etags: Map<string, string>, path: string, response: Response) {
  const etag = response.headers.get('ETag')
  const created = response.headers.get('Location')
  if (response.ok && etag) etags.set(created ? pathOf(created) : path, etag)
}

/** A proxy in between may answer with a page of its own. */
function asJSONProblem({ status }: Response): Response {
  return Response.json(
    { type: 'about:blank', status },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  )
}

/** 128 random bits. crypto.randomUUID is missing where the address is plain http. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
