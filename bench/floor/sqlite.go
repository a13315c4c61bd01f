package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	_ "modernc.org/sqlite"
)

type sqlite struct {
	writer, readers *sql.DB
	person          string
}

func openSQLite(path, person string) (store, error) {
	const every = "?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_time_format=sqlite&_timezone=UTC"
	writer, err := sql.Open("sqlite", "file:"+path+every+"&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	readers, err := sql.Open("sqlite", "file:"+path+every+"&_pragma=query_only(1)")
	if err != nil {
		return nil, err
	}
	readers.SetMaxOpenConns(4)
	readers.SetMaxIdleConns(4)
	return &sqlite{writer, readers, person}, nil
}

// numbered calls the parameters as SQLite does.
func numbered(statement string) string { return strings.ReplaceAll(statement, "$", "?") }

func (s *sqlite) register(ctx context.Context, p *proposal) error {
	a, err := p.arguments(s.person, time.Now().UTC())
	if err != nil {
		return err
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var number int64
	if err := tx.QueryRowContext(ctx, numbered(insertExperiment), a.experiment...).Scan(&number); err != nil {
		return err
	}
	p.Key = key(number)
	for _, insert := range []struct {
		sql  string
		args []any
	}{{insertRevision, a.revision}, {insertContributor, a.contributor}, {insertEvents, a.events}, {insertDocument, a.document}, {insertJob, a.job}} {
		if _, err := tx.ExecContext(ctx, numbered(insert.sql), insert.args...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (s *sqlite) one(ctx context.Context, id string) ([]byte, error) {
	var o one
	var number int64
	var answers, verdict string
	err := s.readers.QueryRowContext(ctx, numbered(selectOne), id).Scan(&o.ID, &number, &o.Title, &o.TeamID, &o.Change, &o.Effect, &o.WayBack, &o.EndsOn,
		&answers, &o.Status, &o.Door, &o.Revision, &verdict)
	if err != nil {
		return nil, err
	}
	o.Key, o.Answers, o.Classification = key(number), json.RawMessage(answers), json.RawMessage(verdict)
	return json.Marshal(o)
}

func (s *sqlite) list(ctx context.Context, limit int) ([]byte, error) {
	rows, err := s.readers.QueryContext(ctx, numbered(selectList), limit)
	if err != nil {
		return nil, err
	}
	return collected(rows, func() (o summary, err error) {
		var number int64
		err = rows.Scan(&o.ID, &number, &o.Title, &o.TeamID, &o.Language, &o.Status, &o.Door, &o.Revision, &o.EndsOn, &o.CreatedAt, &o.StartedAt, &o.ChangedAt)
		o.Key = key(number)
		return o, err
	})
}

// collected is the JSON list of all rows.
func collected[T any](rows *sql.Rows, scan func() (T, error)) ([]byte, error) {
	defer func() { _ = rows.Close() }()
	var all []T
	for rows.Next() {
		one, err := scan()
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{"items": all})
}

// search ranks by where the word stands first; the title comes before the rest.
func (s *sqlite) search(ctx context.Context, word string, limit int) ([]byte, error) {
	rows, err := s.readers.QueryContext(ctx, `SELECT l.published FROM (SELECT d.id, d.seq, instr(d.words, ?) AS at FROM search_index i
			CROSS JOIN search_documents d ON d.seq = i.rowid WHERE search_index MATCH ? ORDER BY at, d.seq LIMIT ?) d
		CROSS JOIN lessons l ON l.id = d.id ORDER BY d.at, d.seq`, word, `"`+word+`"`, limit)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var documents []string
	for rows.Next() {
		var document string
		if err := rows.Scan(&document); err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
	return joined(documents), rows.Err()
}

func (s *sqlite) decide(ctx context.Context, review string) error {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	var experiment string
	var revision int
	if err := tx.QueryRowContext(ctx, numbered(holdReview), review).Scan(&experiment, &revision); err != nil {
		return err
	}
	var contributed bool
	if err := tx.QueryRowContext(ctx, numbered(isContributor), experiment, s.person).Scan(&contributed); err != nil {
		return err
	}
	for _, one := range decision(review, experiment, s.person, revision, time.Now().UTC()) {
		if _, err := tx.ExecContext(ctx, numbered(one.sql), one.args...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func (s *sqlite) inbox(ctx context.Context, limit int) ([]byte, error) {
	rows, err := s.readers.QueryContext(ctx, numbered(selectInbox), limit)
	if err != nil {
		return nil, err
	}
	return collected(rows, func() (o waiting, err error) {
		var number int64
		err = rows.Scan(&o.ID, &o.ExperimentID, &number, &o.Title, &o.Revision, &o.Turn, &o.WaitingSince, &o.Gates)
		o.Key = key(number)
		return o, err
	})
}

func (s *sqlite) caller(ctx context.Context, tokenHash []byte) (person string, err error) {
	err = s.readers.QueryRowContext(ctx, numbered(selectCaller), tokenHash).Scan(&person)
	return person, err
}
