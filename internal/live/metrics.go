package live

import "github.com/prometheus/client_golang/prometheus"

var streamsDesc = prometheus.NewDesc("ajar_streams", "How many open pages follow changes on this server.", nil, nil)

// Describe names what the hub measures, for Prometheus.
func (h *Hub) Describe(to chan<- *prometheus.Desc) { to <- streamsDesc }

// Collect measures.
func (h *Hub) Collect(to chan<- prometheus.Metric) {
	h.mu.Lock()
	n := 0
	for _, mine := range h.streams {
		n += len(mine)
	}
	h.mu.Unlock()
	to <- prometheus.MustNewConstMetric(streamsDesc, prometheus.GaugeValue, float64(n))
}
