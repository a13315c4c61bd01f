package database

import "gorm.io/gorm/clause"

// Held is the clause that keeps others from changing the rows which are read until the
// transaction ends. Who only refers to them does not wait, so that those who refer to
// each other's rows do not wait in a circle. SQLite has one writer and needs none.
var Held = clause.Locking{Strength: "NO KEY UPDATE"}
