package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/internal/audit"
	"ajar/internal/fault"
)

// eventKind is a kind of event, as the document lists them.
type eventKind string

// Schema describes the kinds, for Huma.
func (eventKind) Schema(huma.Registry) *huma.Schema {
	kinds := []any{}
	for _, kind := range audit.Kinds() {
		kinds = append(kinds, kind)
	}
	return &huma.Schema{Type: huma.TypeString, Enum: kinds}
}

// logged is an event with the names of what it is about.
type logged struct {
	audit.Logged
	About *aboutExperiment `json:"experiment,omitempty" doc:"The experiment it is about; left out while that was never submitted"`
}

type logQuery struct {
	Paged
	Kind       eventKind `query:"kind"`
	Experiment string    `query:"experiment" maxLength:"100" doc:"By id or key"`
}

func (a *API) listEvents(ctx context.Context, in *logQuery) (*answer[Page[logged]], error) {
	last, err := from[numbered](in.Paged)
	if err != nil {
		return nil, err
	}
	filter := audit.Filter{Kind: string(in.Kind), Before: last.Number, Limit: in.Limit}
	if in.Experiment != "" {
		e, err := a.Experiments.One(ctx, actorOf(ctx), experiments.Ref(in.Experiment), languageOf(ctx))
		if fault.Is(err, fault.NotFound) {
			err = fault.Bad(fault.Field{Location: "query.experiment", Code: "unknown", Message: "There is no such experiment. Give its key, as in E-42, or leave it out."})
		}
		if err != nil {
			return nil, err
		}
		filter.Experiment = e.ID
	}
	found, more, err := audit.List(ctx, a.Database, filter)
	if err != nil {
		return nil, err
	}
	items, err := a.namedEvents(ctx, found)
	if err != nil {
		return nil, err
	}
	return pageOf(items, more, func(e logged) numbered { return numbered{e.Seq} })
}

// namedEvents gives events the names of their experiments; a draft is its team's alone.
func (a *API) namedEvents(ctx context.Context, found []audit.Logged) ([]logged, error) {
	ids := []uuid.UUID{}
	for _, e := range found {
		if e.Experiment != nil {
			ids = append(ids, *e.Experiment)
		}
	}
	names, err := a.Experiments.Named(ctx, actorOf(ctx), ids)
	items := make([]logged, len(found))
	for i, e := range found {
		items[i].Logged = e
		if e.Experiment == nil {
			continue
		}
		if about := names[*e.Experiment]; about.Revision > 0 {
			items[i].About = &aboutExperiment{about.ID, about.Key, about.Title}
		}
	}
	return items, err
}

type verifyQuery struct {
	Cursor string `query:"cursor" maxLength:"500" doc:"next_cursor of the part before"`
	Head   string `query:"head" maxLength:"100" doc:"A head that was noted earlier, which must still be in the chain"`
}

// verification is what checking a part of the log found.
type verification struct {
	audit.Report
	NextCursor *string `json:"next_cursor" nullable:"true" doc:"null when there is nothing further to check"`
}

// part is how many events one request checks: about a second's work.
const part = 20_000

func (a *API) verifyLog(ctx context.Context, in *verifyQuery) (*answer[verification], error) {
	last, err := from[numbered](Paged{Cursor: in.Cursor})
	if err != nil {
		return nil, err
	}
	report, err := audit.Verify(ctx, a.Database, last.Number, part)
	if err != nil {
		return nil, err
	}
	if err := a.checkHead(ctx, report, in.Head); err != nil {
		return nil, err
	}
	v := verification{Report: *report}
	if !report.End() {
		v.NextCursor, err = cursorOf(&numbered{report.Position()}, "")
	}
	return &answer[verification]{v}, err
}

// checkHead looks for the head that was noted, when there is one.
func (a *API) checkHead(ctx context.Context, report *audit.Report, noted string) error {
	if noted == "" || !report.Whole {
		return nil
	}
	head, err := audit.ParseHead(noted)
	if err != nil {
		return err
	}
	report.Broken, err = audit.CheckHead(ctx, a.Database, head)
	report.Whole = report.Broken == nil
	return err
}
