package local

import (
	"fmt"
	"time"

	"go.etcd.io/bbolt"
)

// outbox keeps what the Notify server accepted, in a file.
type outbox struct{ db *bbolt.DB }

var outboxBucket = []byte("sent")

func openOutbox(path string) (outbox, error) {
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		return outbox{}, fmt.Errorf("open %s: %w", path, err)
	}
	return outbox{db}, db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(outboxBucket)
		return err
	})
}

// Put implements notifyserver.Store.
func (o outbox) Put(key string, value []byte) error {
	return o.db.Update(func(tx *bbolt.Tx) error { return tx.Bucket(outboxBucket).Put([]byte(key), value) })
}

// Each implements notifyserver.Store.
func (o outbox) Each(visit func(key string, value []byte) error) error {
	return o.db.View(func(tx *bbolt.Tx) error {
		return tx.Bucket(outboxBucket).ForEach(func(k, v []byte) error { return visit(string(k), v) })
	})
}

// batch runs fill without waiting for the disk, and waits once at its end.
func (o outbox) batch(fill func() error) error {
	o.db.NoSync = true
	defer func() { o.db.NoSync = false }()
	if err := fill(); err != nil {
		return err
	}
	return o.db.Sync()
}

// Close releases the file.
func (o outbox) Close() error { return o.db.Close() }
