package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ajar/internal/audit"
)

type auditCommand struct {
	Verify auditVerifyCommand `cmd:"" help:"Check that the log of what happened is whole; exits with 1 when it is not."`
	Head   auditHeadCommand   `cmd:"" help:"Print the head of the log's chain, to be noted elsewhere."`
}

type auditVerifyCommand struct {
	onDatabase
	After int64    `help:"Begin behind this place of the chain: to look behind a break that is known."`
	Head  []string `help:"A head that was noted earlier, POSITION:HASH, which must still be in the chain; may be repeated."`
}

// Run checks the whole log, also while a server has the registry open.
func (v auditVerifyCommand) Run(c *console) error {
	noted := make([]audit.Head, len(v.Head))
	for i, text := range v.Head {
		var err error
		if noted[i], err = audit.ParseHead(text); err != nil {
			return fmt.Errorf("--head=%s: a head is POSITION:HASH, as ajar audit head prints it", text)
		}
	}
	return v.beside(func(ctx context.Context, r *registry) error {
		report, err := verifyAll(ctx, r, v.After)
		if err != nil {
			return err
		}
		found := []error{broken(report.Broken)}
		for _, head := range noted {
			missing, err := audit.CheckHead(ctx, r.db, head)
			found = append(found, err, broken(missing))
		}
		told(c, report)
		return errors.Join(found...)
	})
}

// verifyAll checks from behind a place to the end, part by part.
func verifyAll(ctx context.Context, r *registry, behind int64) (*audit.Report, error) {
	const part = 100_000
	for checked := int64(0); ; {
		report, err := audit.Verify(ctx, r.db, behind, part)
		if err != nil {
			return nil, err
		}
		behind, checked = report.Position(), checked+report.Checked
		if report.End() {
			report.Checked = checked
			return report, nil
		}
	}
}

func told(c *console, r *audit.Report) {
	fmt.Fprintf(c.out, "%d events checked\n", r.Checked)
	if r.Unchained > 0 {
		fmt.Fprintf(c.out, "%d newer events are not chained yet, the first of %s\n", r.Unchained, r.Since.Format(time.RFC3339))
	}
	if r.Whole {
		fmt.Fprintln(c.out, "head", r.Head)
	} else {
		fmt.Fprintln(c.out, "whole up to", r.Head)
	}
}

func broken(b *audit.Break) error {
	if b == nil {
		return nil
	}
	return fmt.Errorf("the log is not what it was (%s): %s", b.What, b.Message)
}

type auditHeadCommand struct{ onDatabase }

// Run prints the head of the chain, also while a server has the registry open.
func (h auditHeadCommand) Run(c *console) error {
	return h.beside(func(ctx context.Context, r *registry) error {
		head, err := audit.Ended(ctx, r.db)
		if err == nil {
			fmt.Fprintln(c.out, head)
		}
		return err
	})
}
