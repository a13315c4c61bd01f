package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"ajar/api"
	"ajar/experiments"
	"ajar/frontend"
	"ajar/internal/accounts"
	"ajar/internal/audit"
	"ajar/internal/clock"
	"ajar/internal/config"
	"ajar/internal/database"
	"ajar/internal/idempotency"
	"ajar/internal/live"
	"ajar/internal/mail"
	"ajar/internal/notifications"
	"ajar/internal/outbox"
	"ajar/internal/search"
	"ajar/lessons"
	"ajar/review"
)

// registry is every room of the house, on one database.
type registry struct {
	db            *database.DB
	accounts      *accounts.Store
	experiments   *experiments.Store
	reviews       *review.Store
	lessons       *lessons.Store
	digests       *lessons.Digests
	idempotency   *idempotency.Store
	notifications *notifications.Store
	live          *live.Hub
	jobs          *outbox.Worker
	chainer       *audit.Chainer
	search        *search.Store
}

// open opens the database, brings it to this program's schema and furnishes the
// rooms. The caller closes the database.
func open(ctx context.Context, databaseURL string, log *slog.Logger) (*registry, error) {
	now := clock.Clock{}
	db, err := openDatabase(ctx, databaseURL, database.Options{Log: log, Clock: now})
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		return nil, closing(db, err)
	}
	return furnish(db, now, log), nil
}

// openDatabase opens the database; an error names the setting that leads to it.
func openDatabase(ctx context.Context, url string, opts database.Options) (*database.DB, error) {
	db, err := database.Open(ctx, url, opts)
	if err != nil {
		return nil, fmt.Errorf("AJAR_DATABASE_URL: %s", inWords(err))
	}
	return db, nil
}

// furnish makes every room on a database, and wires those together that know of each
// other. It asks the database for nothing.
func furnish(db *database.DB, clock clock.Clock, log *slog.Logger) *registry {
	index := search.NewStore(db)
	exps := experiments.New(db, clock, index)
	r := &registry{
		db: db, accounts: accounts.New(db, clock), experiments: exps, reviews: review.New(db, clock, exps),
		lessons: lessons.New(db, clock, exps, index), idempotency: idempotency.New(db, clock),
		notifications: notifications.New(db, clock), live: live.New(db, log, exps.Audiences), jobs: outbox.NewWorker(db, clock, log),
		chainer: audit.NewChainer(db, clock, log), search: index,
	}
	r.digests = lessons.NewDigests(db, clock, r.lessons, log)
	r.accounts.Watch(r.reviews.Restaff)
	exps.Work(r.jobs)
	r.lessons.Work(r.jobs)
	r.digests.Work(r.jobs)
	r.reviews.Work(r.jobs)
	return r
}

// closing closes a database that could not be made ready, and passes the error on.
func closing(db *database.DB, err error) error {
	if closeErr := db.Close(); closeErr != nil {
		slog.Warn("could not close the database", "error", closeErr)
	}
	return err
}

// api is the public door of the registry.
func (r *registry) api(s config.Settings, log *slog.Logger, setupCode string) (*api.API, error) {
	deps := api.Deps{
		Database: r.db, Accounts: r.accounts, Experiments: r.experiments, Reviews: r.reviews, Lessons: r.lessons, Digests: r.digests,
		Idempotency: r.idempotency, Notifications: r.notifications, Live: r.live,
		Measures: []prometheus.Collector{r.jobs, r.live}, FillExample: r.fillExample, Pages: frontend.Files(), Log: log,
		ListenLoopback: loopback(s.Listen), SetupCode: setupCode, MetricsToken: s.MetricsToken, Version: version,
	}
	var err error
	if s.BaseURL != "" {
		if deps.BaseURL, err = url.Parse(s.BaseURL); err != nil {
			return nil, err
		}
	}
	for _, cidr := range s.TrustedProxies {
		p, err := netip.ParsePrefix(strings.TrimSpace(cidr))
		if err != nil {
			return nil, err
		}
		deps.TrustedProxies = append(deps.TrustedProxies, p)
	}
	return api.New(deps), nil
}

// mailBy sets mail up as the settings say; without a mail server nothing is sent.
func (r *registry) mailBy(s config.Settings) error {
	if s.SMTPHost == "" {
		return nil
	}
	port, err := strconv.Atoi(s.SMTPPort)
	if err != nil {
		return err
	}
	sender, err := mail.New(mail.Settings{Host: s.SMTPHost, Port: port, TLS: s.SMTPTLS, User: s.SMTPUser, Password: s.SMTPPassword, From: s.SMTPFrom})
	if err != nil {
		return fmt.Errorf("AJAR_SMTP_HOST: %w", err)
	}
	r.digests.By(sender, strings.TrimSuffix(s.BaseURL, "/"))
	return nil
}

func loopback(listen string) bool {
	host, _, err := net.SplitHostPort(listen)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
}
