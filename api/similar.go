package api

import (
	"context"

	"github.com/google/uuid"

	"ajar/experiments"
	"ajar/lessons"
)

type similarQuery struct {
	Text   string   `query:"text" required:"true" minLength:"1" maxLength:"4000" doc:"What somebody is about to try, in their own words"`
	Limit  int      `query:"limit" minimum:"1" maximum:"20" default:"5"`
	Except string   `query:"except" format:"uuid" doc:"The experiment whose text it is, which is left out"`
	Gate   []string `query:"gate" maxItems:"20" doc:"Gates that close its door: lessons about one of these come first"`
}

func (a *API) listSimilar(ctx context.Context, in *similarQuery) (*answer[Page[lessons.Like]], error) {
	except, _ := uuid.Parse(in.Except) // the format is checked before
	return unpaged(a.Lessons.Similar(ctx, lessons.Alike{Text: in.Text, Except: except, Gates: in.Gate, Limit: in.Limit}))
}

// similarInput is the same in a body, as words that are not told yet should stand in no
// address, which logs keep.
type similarInput struct {
	Text   string     `json:"text" minLength:"1" maxLength:"4000" doc:"What somebody is about to try, in their own words"`
	Limit  int        `json:"limit,omitempty" minimum:"1" maximum:"20" default:"5"`
	Except *uuid.UUID `json:"except,omitempty" format:"uuid" doc:"The experiment whose text it is, which is left out"`
	Gates  []string   `json:"gates,omitempty" maxItems:"20" doc:"Gates that close its door: lessons about one of these come first"`
}

func (a *API) findSimilar(ctx context.Context, in *struct{ Body similarInput }) (*answer[Page[lessons.Like]], error) {
	like := lessons.Alike{Text: in.Body.Text, Gates: in.Body.Gates, Limit: in.Body.Limit}
	if in.Body.Except != nil {
		like.Except = *in.Body.Except
	}
	return unpaged(a.Lessons.Similar(ctx, like))
}

// check is what the door policy says of a proposal, and who has tried the like.
type check struct {
	experiments.Check
	Similar []lessons.Like `json:"similar" doc:"What was tried before and is like it, lessons about the same closed gates first, at most five"`
}

// mostSimilar is how much of what is alike a check of a door tells.
const mostSimilar = 5

// besides adds who has tried the like of a proposal; of is the experiment that it
// changes, Nil for a new one.
func (a *API) besides(ctx context.Context, c *experiments.Check, asked bool, of uuid.UUID, p experiments.Proposal) (*answer[check], error) {
	full := check{Check: *c, Similar: []lessons.Like{}}
	if !asked {
		return &answer[check]{full}, nil
	}
	like := lessons.Alike{Text: p.Words(), Except: of, Limit: mostSimilar}
	for _, r := range c.Reasons {
		like.Gates = append(like.Gates, r.Gate)
	}
	var err error
	full.Similar, err = a.Lessons.Similar(ctx, like)
	return &answer[check]{full}, err
}

// WithSimilar is whether a check of a door also tells what is alike.
type WithSimilar struct {
	Similar bool `query:"similar" default:"true" doc:"false: similar stays empty, for who asks often or asks for it elsewhere"`
}
