package awslocal

import (
	"errors"
	"fmt"
	"sort"
	"sync"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// journal keeps what survives a restart. Changes gather in pending until commit
// writes them in one transaction. Without a file there is nothing to come back
// to, so changes are dropped at commit.
//
// Its own lock exists only because a Batch ends on a goroutine that need not
// hold the Cloud's.
type journal struct {
	mu       sync.Mutex
	db       *bbolt.DB
	pending  map[string]map[string]change
	batching int
	changes  uint64 // ever made; guarded by the Cloud's lock, as Put and Delete are
	broken   error
}

type change struct {
	value   []byte
	deleted bool
}

// openJournal opens the file at path, or keeps nothing if path is "".
func openJournal(path string) (*journal, error) {
	j := &journal{pending: map[string]map[string]change{}}
	if path == "" {
		return j, nil
	}
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:        500 * time.Millisecond,
		FreelistType:   bbolt.FreelistMapType,
		NoFreelistSync: true,
	})
	if errors.Is(err, bolterrors.ErrTimeout) {
		return nil, fmt.Errorf("awslocal: %s is in use by another process", path)
	}
	if err != nil {
		return nil, fmt.Errorf("awslocal: opening %s: %w", path, err)
	}
	j.db = db
	return j, nil
}

// Put records a value; it is durable after the next commit.
func (j *journal) Put(bucket, key string, value []byte) {
	j.change(bucket, key, change{value: append([]byte(nil), value...)})
}

// Delete removes a key; it is durable after the next commit.
func (j *journal) Delete(bucket, key string) {
	j.change(bucket, key, change{deleted: true})
}

func (j *journal) change(bucket, key string, what change) {
	j.changes++
	if j.db == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	keys := j.pending[bucket]
	if keys == nil {
		keys = map[string]change{}
		j.pending[bucket] = keys
	}
	keys[key] = what
}

// Each visits a bucket in ascending order of keys, uncommitted changes included.
func (j *journal) Each(bucket string, visit func(key string, value []byte) error) error {
	if j.db == nil {
		return nil
	}
	values := map[string][]byte{}
	err := j.db.View(func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte(bucket))
		if b == nil {
			return nil
		}
		return b.ForEach(func(key, value []byte) error {
			values[string(key)] = append([]byte(nil), value...)
			return nil
		})
	})
	if err != nil {
		return fmt.Errorf("awslocal: reading journal: %w", err)
	}
	j.mu.Lock()
	for key, what := range j.pending[bucket] {
		if what.deleted {
			delete(values, key)
		} else {
			values[key] = what.value
		}
	}
	j.mu.Unlock()
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		if err := visit(key, values[key]); err != nil {
			return err
		}
	}
	return nil
}

// commit makes everything pending durable in one transaction, unless a batch is
// running, which commits at its end. After a failed commit memory and file
// differ, so the journal refuses everything from then on.
func (j *journal) commit() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.commitLocked()
}

func (j *journal) commitLocked() error {
	if j.broken != nil {
		return j.broken
	}
	if j.batching > 0 || len(j.pending) == 0 {
		return nil
	}
	err := j.db.Update(func(tx *bbolt.Tx) error {
		for bucket, keys := range j.pending {
			b, err := tx.CreateBucketIfNotExists([]byte(bucket))
			if err != nil {
				return err
			}
			for key, what := range keys {
				if what.deleted {
					err = b.Delete([]byte(key))
				} else {
					err = b.Put([]byte(key), what.value)
				}
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		j.broken = fmt.Errorf("awslocal: writing journal: %w", err)
		return j.broken
	}
	clear(j.pending)
	return nil
}

func (j *journal) beginBatch() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.batching++
}

func (j *journal) endBatch() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.batching--
	return j.commitLocked()
}

func (j *journal) close() error {
	if j.db == nil {
		return nil
	}
	err := j.commit()
	if closing := j.db.Close(); err == nil {
		err = closing
	}
	return err
}
