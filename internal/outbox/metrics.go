package outbox

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

var (
	lateDesc = prometheus.NewDesc("ajar_jobs_late_seconds", "How long the oldest due job has been waiting.", nil, nil)
	deadDesc = prometheus.NewDesc("ajar_jobs_dead", "Jobs that were given up.", nil, nil)
)

func newTook() *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "ajar_job_seconds", Help: "How long attempts of jobs took, by kind and result (done, failed, dead).",
		Buckets: []float64{.001, .005, .025, .1, .5, 1, 5, 30, 120},
	}, []string{"kind", "result"})
}

// Describe names what the worker measures, for Prometheus.
func (w *Worker) Describe(to chan<- *prometheus.Desc) {
	w.took.Describe(to)
	to <- lateDesc
	to <- deadDesc
}

// Collect measures. What the database would have to say is left out while it is away.
func (w *Worker) Collect(to chan<- prometheus.Metric) {
	w.took.Collect(to)
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	late, dead, err := w.state(ctx)
	if err != nil {
		return
	}
	to <- prometheus.MustNewConstMetric(lateDesc, prometheus.GaugeValue, late.Seconds())
	to <- prometheus.MustNewConstMetric(deadDesc, prometheus.GaugeValue, float64(dead))
}
