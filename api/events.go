package api

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"

	"ajar/internal/accounts"
	"ajar/internal/live"
)

const streamPath = "/events"

// describeStream says in the document what the stream consists of.
func (a *API) describeStream() {
	change := a.huma.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[live.Change](), true, "Change")
	a.huma.OpenAPI().Paths[prefix+streamPath].Get.Responses["200"] = &huma.Response{
		Description: "A stream that lasts until you close it or are signed out",
		Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{
			Type:        huma.TypeString,
			Description: "Messages whose data is JSON: x-message. Those of the kind \"at\" tell nothing but how far the stream has come: their id is to be sent as Last-Event-ID by who comes back.",
			Extensions:  map[string]any{"x-message": change},
		}}},
	}
}

type followQuery struct {
	LastEventID string `header:"Last-Event-ID" maxLength:"100" doc:"The id of the last message of an earlier stream, from which this one goes on"`
	After       string `query:"after" maxLength:"100" doc:"The same, for who cannot send the header; the header comes first"`
}

func (q followQuery) place() string {
	if q.LastEventID != "" {
		return q.LastEventID
	}
	return q.After
}

// followEvents streams what changes. The connection is taken from the HTTP server,
// whose buffers and stack would cost more than all that a stream needs.
func (a *API) followEvents(ctx context.Context, in *followQuery) (*huma.StreamResponse, error) {
	actor := actorOf(ctx)
	again := func(ctx context.Context) (live.Viewer, error) {
		now, err := a.Accounts.Again(ctx, actor)
		return viewerOf(now), err
	}
	stream, err := a.Live.Open(viewerOf(actor), again, in.place())
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) { a.stream(hc, stream) }}, nil
}

func (a *API) stream(hc huma.Context, stream *live.Stream) {
	response := humaecho.UnwrapV4(hc).Response()
	head := response.Header()
	head.Set("Content-Type", "text/event-stream")
	head.Set("X-Accel-Buffering", "no") // nginx would hold messages back
	connection, _, err := response.Hijack()
	if err != nil { // a HEAD asks for no more than this
		stream.Close()
		hc.SetStatus(http.StatusOK)
		return
	}
	response.Committed = true
	stream.Serve(connection, headOf(head))
}

// headOf is the head of an answer whose body lasts until the connection is closed.
func headOf(header http.Header) []byte {
	header = header.Clone()
	header.Set("Connection", "close")
	var head bytes.Buffer
	fmt.Fprint(&head, "HTTP/1.1 200 OK\r\n")
	_ = header.Write(&head) // a buffer takes everything
	fmt.Fprint(&head, "\r\n")
	return head.Bytes()
}

// viewerOf is what decides which changes an actor may be told.
func viewerOf(actor accounts.Actor) live.Viewer {
	v := live.Viewer{Person: actor.PersonID, Teams: actor.Teams, Admin: actor.Is(accounts.Admin)}
	if actor.Is(accounts.Reviewer) {
		v.Routes = actor.Routes
	}
	return v
}
