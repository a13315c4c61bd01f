package api

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/feeds"
	"github.com/labstack/echo/v4"

	"ajar/internal/accounts"
	"ajar/internal/fault"
	"ajar/lessons"
)

const lessonsFeed = "/feeds/lessons.atom"

// feeds are read by programs that cannot sign in: the key of a person in the address
// is all they have. It stands in no log, and in no answer but the one that made it.
func (a *API) feeds() { a.echo.GET(lessonsFeed, a.readFeed) }

// feedKey is whether there is a key, and since when; never the key.
type feedKey struct {
	Made      bool       `json:"made" doc:"Whether there is one"`
	CreatedAt *time.Time `json:"created_at,omitempty"`
	SeenAt    *time.Time `json:"seen_at,omitempty" doc:"When a reader last came, to about five minutes"`
}

func (a *API) readFeedKey(ctx context.Context, _ *nothing) (*answer[feedKey], error) {
	key, err := a.Accounts.FeedKey(ctx, actorOf(ctx))
	if err != nil || key == nil {
		return &answer[feedKey]{}, err
	}
	return &answer[feedKey]{feedKey{true, &key.CreatedAt, key.SeenAt}}, nil
}

// newFeedKey is a key with its address, which is never shown again.
type newFeedKey struct {
	accounts.FeedKey
	Address string `json:"address" doc:"What a feed reader is given; team, moment, language, kind and the other filters of the library may be added"`
}

func (a *API) renewFeedKey(ctx context.Context, _ *nothing) (*answer[newFeedKey], error) {
	secret, key, err := a.Accounts.RenewFeedKey(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	return &answer[newFeedKey]{newFeedKey{key, a.origin(callerOf(ctx).request) + lessonsFeed + "?key=" + secret}}, nil
}

func (a *API) revokeFeedKey(ctx context.Context, _ *nothing) (*nothing, error) {
	return nil, a.Accounts.RevokeFeedKey(ctx, actorOf(ctx))
}

// feedPage is how many lessons a feed holds, and the rest of the month in which that ends.
// There are no further pages (RFC 5005): their addresses would hold the key, and a feed is
// kept by readers in places that nobody knows.
const feedPage = 200

// readFeed answers who has the key of somebody active, and tells nobody else whether
// there is such a key.
func (a *API) readFeed(c echo.Context) error {
	ctx, query := c.Request().Context(), c.QueryParams()
	if err := a.Accounts.AuthenticateFeed(ctx, query.Get("key")); err != nil {
		return err
	}
	shelf := lessons.Shelf{Limit: feedPage, Facets: map[string]string{}}
	for _, facet := range lessons.FacetNames() {
		shelf.Facets[facet] = query.Get(facet)
		if unreadable(query.Get(facet)) {
			return fault.Bad(fault.Field{Location: "query." + facet, Code: "unreadable", Message: "Give a text in UTF-8 without the character NUL."})
		}
	}
	feed, err := a.feedOf(ctx, shelf, a.origin(c.Request()))
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := feeds.WriteXML(feed, &page); err != nil {
		return err
	}
	return answerFeed(c, page.Bytes())
}

// answerFeed tells a reader who has it already that nothing changed. The tag is made
// of the content alone, so that it tells no time.
func answerFeed(c echo.Context, page []byte) error {
	head, tag := c.Response().Header(), contentTag(page)
	head.Set("ETag", tag)
	head.Set("Cache-Control", "private, no-cache")
	if has(c.Request(), tag) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, "application/atom+xml; charset=utf-8", page)
}

// feedOf makes the feed (RFC 4287) of a shelf. Its times are the first instant of the
// month in which a lesson was first published; the order within one is random.
func (a *API) feedOf(ctx context.Context, shelf lessons.Shelf, origin string) (*feeds.AtomFeed, error) {
	organisation, err := a.Accounts.Organisation(ctx)
	if err != nil {
		return nil, err
	}
	found, err := a.Lessons.Newest(ctx, shelf)
	if err != nil {
		return nil, err
	}
	told, err := a.Lessons.TellAll(ctx, found)
	if err != nil {
		return nil, err
	}
	narrowed := url.Values{}
	for facet, value := range shelf.Facets {
		if value != "" {
			narrowed.Set(facet, value)
		}
	}
	library := origin + "/lessons"
	if len(narrowed) > 0 {
		library += "?" + narrowed.Encode()
	}
	feed := &feeds.AtomFeed{
		Xmlns: "http://www.w3.org/2005/Atom", Title: "Ajar · " + organisation.Name, Updated: monthStart(noMonth),
		Id:     "urn:uuid:" + uuid.NewSHA1(uuid.NameSpaceURL, []byte(origin+lessonsFeed+"?"+narrowed.Encode())).String(),
		Link:   &feeds.AtomLink{Href: library, Rel: "alternate", Type: "text/html"},
		Author: &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: organisation.Name}},
	}
	for i, t := range told {
		feed.Entries = append(feed.Entries, entryOf(found[i], t, origin))
	}
	if len(found) > 0 {
		feed.Updated = monthStart(found[0].NewIn)
	}
	return feed, nil
}

func entryOf(p lessons.Publication, t lessons.Told, origin string) *feeds.AtomEntry {
	return &feeds.AtomEntry{
		Title: t.Title, Updated: monthStart(p.NewIn), Id: "urn:uuid:" + p.ID.String(),
		Author:  &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: t.Origin[0]}},
		Links:   []feeds.AtomLink{{Href: origin + "/lessons/" + p.ID.String(), Rel: "alternate", Type: "text/html"}},
		Content: &feeds.AtomContent{Type: "html", Content: t.HTML()},
	}
}

// monthStart is the time of a month such as "2026-10": its first instant, whatever the day.
func monthStart(month string) string { return month + "-01T00:00:00Z" }

// noMonth is of a feed that holds nothing yet: an Atom feed always has a time.
const noMonth = "2000-01"
