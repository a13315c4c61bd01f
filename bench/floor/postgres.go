package main

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

type postgres struct {
	pool   *pgxpool.Pool
	person string
}

func openPostgres(ctx context.Context, url, person string) (store, error) {
	pool, err := pgxpool.New(ctx, url)
	return &postgres{pool, person}, err
}

func (s *postgres) register(ctx context.Context, p *proposal) error {
	a, err := p.arguments(s.person, time.Now().UTC())
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var number int64
		if err := tx.QueryRow(ctx, insertExperiment, a.experiment...).Scan(&number); err != nil {
			return err
		}
		p.Key = key(number)
		for _, insert := range []struct {
			sql  string
			args []any
		}{{insertRevision, a.revision}, {insertContributor, a.contributor}, {insertEvents, a.events}, {insertDocument, a.document}, {insertJob, a.job}} {
			if _, err := tx.Exec(ctx, insert.sql, insert.args...); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *postgres) one(ctx context.Context, id string) ([]byte, error) {
	var o one
	var number int64
	err := s.pool.QueryRow(ctx, selectOne, id).Scan(&o.ID, &number, &o.Title, &o.TeamID, &o.Change, &o.Effect, &o.WayBack, &o.EndsOn,
		&o.Answers, &o.Status, &o.Door, &o.Revision, &o.Classification)
	if err != nil {
		return nil, err
	}
	o.Key = key(number)
	return json.Marshal(o)
}

func (s *postgres) list(ctx context.Context, limit int) ([]byte, error) {
	rows, err := s.pool.Query(ctx, selectList, limit)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (summary, error) {
		var o summary
		var number int64
		err := row.Scan(&o.ID, &number, &o.Title, &o.TeamID, &o.Language, &o.Status, &o.Door, &o.Revision, &o.EndsOn, &o.CreatedAt, &o.StartedAt, &o.ChangedAt)
		o.Key = key(number)
		return o, err
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{"items": all})
}

// search ranks by where the word stands first; the title comes before the rest.
func (s *postgres) search(ctx context.Context, word string, limit int) ([]byte, error) {
	rows, err := s.pool.Query(ctx, `SELECT l.published::text FROM (SELECT id, seq, strpos(words, $2) AS at FROM search_documents
			WHERE search_terms(terms) @@ $1::text::tsquery ORDER BY at, seq LIMIT $3) d
		JOIN lessons l ON l.id = d.id ORDER BY d.at, d.seq`, "'"+word+"'", word, limit)
	if err != nil {
		return nil, err
	}
	documents, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return joined(documents), err
}

func (s *postgres) decide(ctx context.Context, review string) error {
	return pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var experiment string
		var revision int
		if err := tx.QueryRow(ctx, holdReview+" FOR UPDATE OF e", review).Scan(&experiment, &revision); err != nil {
			return err
		}
		var contributed bool
		if err := tx.QueryRow(ctx, isContributor, experiment, s.person).Scan(&contributed); err != nil {
			return err
		}
		for _, one := range decision(review, experiment, s.person, revision, time.Now().UTC()) {
			if _, err := tx.Exec(ctx, one.sql, one.args...); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *postgres) inbox(ctx context.Context, limit int) ([]byte, error) {
	rows, err := s.pool.Query(ctx, selectInbox, limit)
	if err != nil {
		return nil, err
	}
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (waiting, error) {
		var o waiting
		var number int64
		err := row.Scan(&o.ID, &o.ExperimentID, &number, &o.Title, &o.Revision, &o.Turn, &o.WaitingSince, &o.Gates)
		o.Key = key(number)
		return o, err
	})
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{"items": all})
}

func (s *postgres) caller(ctx context.Context, tokenHash []byte) (person string, err error) {
	err = s.pool.QueryRow(ctx, selectCaller, tokenHash).Scan(&person)
	return person, err
}
