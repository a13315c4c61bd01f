package accounts

import "time"

// FeedKey lets a feed reader read the feeds on behalf of the person who made it,
// and nothing else. Each person has one at most.
type FeedKey struct {
	CreatedAt time.Time  `json:"created_at"`
	SeenAt    *time.Time `json:"seen_at"` // to about five minutes; null: never used
}

// feedKeyPrefix lets people and scanners recognise a leaked key.
const feedKeyPrefix = "ajar_feed_"
