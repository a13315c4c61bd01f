package demo

import (
	"context"

	"github.com/google/uuid"

	"ajar/lessons"
)

// standing is what happened to one obstacle; the hours only keep one day in order.
func (f *filler) standing(o *Obstacle) []step {
	steps := []step{{f.at(o.PostedDaysAgo, 7), o.Key, func(ctx context.Context) error { return f.post(ctx, o) }}}
	for _, person := range o.MeToo {
		steps = append(steps, step{f.at(o.PostedDaysAgo, 9), o.Key, func(ctx context.Context) error {
			_, err := f.lessons.SayMeToo(ctx, f.people[person], f.obstacle[o.Key], nil)
			return err
		}})
	}
	if o.Ended != "" {
		steps = append(steps, step{f.at(o.EndedDaysAgo, 18), o.Key, func(ctx context.Context) error { return f.end(ctx, o) }})
	}
	return steps
}

func (f *filler) post(ctx context.Context, o *Obstacle) error {
	in := lessons.ObstacleInput{Text: o.Text, Language: o.Language, MomentID: known(f.moments, o.Moment), TeamID: known(f.teams, o.Team)}
	made, err := f.lessons.PostObstacle(ctx, f.people[o.Person], in)
	if err == nil {
		f.obstacle[o.Key] = made.ID
	}
	return err
}

func (f *filler) end(ctx context.Context, o *Obstacle) (err error) {
	by, id := f.people[o.EndedBy], f.obstacle[o.Key]
	if o.Ended == lessons.ObstacleKept {
		_, err = f.lessons.KeepObstacle(ctx, by, id, nil, lessons.ObstacleEnd{Reason: o.Reason})
	} else {
		_, err = f.lessons.RemoveObstacle(ctx, by, id, nil, lessons.ObstacleEnd{Reason: o.Reason})
	}
	return err
}

// known is what a key names; nil where there is none.
func known(of map[string]uuid.UUID, key string) *uuid.UUID {
	id, ok := of[key]
	if !ok {
		return nil
	}
	return &id
}
