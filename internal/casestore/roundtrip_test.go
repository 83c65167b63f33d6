package casestore

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/waits"
)

// Whatever is put comes back as it was: of every kind of item, with the keys of the
// indexes that it is in.
func TestItemsComeBack(t *testing.T) {
	comesBack[referral.Case](t, nil)
	comesBack(t, func(t *rapid.T) referral.Referral {
		r := some[referral.Referral](t)
		r.Earlier, r.Secrets = referral.Earlier{}, nil // are with the first event
		return r
	})
	comesBack[referral.Seal](t, nil)
	comesBack(t, func(t *rapid.T) strandRecord {
		return strandOf(referral.DefaultRules(), some[referral.Case](t), some[referral.Strand](t))
	})
	comesBack(t, func(t *rapid.T) strandRecord {
		s := some[referral.Strand](t)
		s.Audit = &referral.Audit{Finding: rapid.SampledFrom([]referral.AuditFinding{"", referral.AuditAgrees, referral.AuditConcern}).Draw(t, "finding"), At: instants.Draw(t, "at").(time.Time)}
		return auditOf(some[referral.Case](t), s)
	})
	comesBack(t, func(t *rapid.T) outboxRecord { return some[OutboxEntry](t).record() })
	comesBack(t, func(t *rapid.T) notificationRecord { return some[Notification](t).record() })
	comesBack(t, func(t *rapid.T) attachmentRecord { return some[Attachment](t).record() })
	comesBack(t, func(t *rapid.T) tokenRecord { token := some[Token](t); return tokenRecord{token, token.order()} })
	comesBack(t, func(t *rapid.T) draftRecord {
		d := some[Draft](t)
		d.Sections, d.Secrets = nil, nil // are items of their own
		return draftRecord{d, draftDue(d.ID, d.Saved)}
	})
	comesBack(t, func(t *rapid.T) flowRecord { return flowRecord{some[waits.Flow](t), rapid.Int64().Draw(t, "expires")} })
	comesBack[Section](t, nil)
	comesBack[Secret](t, nil)
	comesBack[Selection](t, nil)
	comesBack[personRow](t, nil)
	comesBack[waits.Day](t, nil)
	comesBack[waits.Stock](t, nil)
	comesBack[Read](t, nil)
	comesBack[Search](t, nil)
	comesBack[SignIn](t, nil)
	comesBack[ParkedForm](t, nil)
	comesBack[HandOver](t, nil)
	comesBack[UsedAssertion](t, nil)
	comesBack[Settings](t, nil)
	comesBack[Away](t, nil)
	comesBack(t, func(t *rapid.T) Colleague { c := some[Colleague](t); c.Away = ""; return c })
}

// comesBack encodes values of a type under a key and decodes them again; some of any
// kind if it is not said of which.
func comesBack[T any](t *testing.T, of func(*rapid.T) T) {
	t.Helper()
	if of == nil {
		of = some[T]
	}
	t.Run(reflect.TypeFor[T]().Name(), func(t *testing.T) {
		check := func(t rapid.TB, put T) {
			k := key{"A", "B"}
			stored, err := encode(k, put)
			if err != nil {
				t.Fatal(err)
			}
			var got T
			if err := decode(stored, &got); err != nil {
				t.Fatal(err)
			}
			nothingForEmpty(reflect.ValueOf(&put))
			nothingForEmpty(reflect.ValueOf(&got))
			if keyOf(stored) != k || !reflect.DeepEqual(got, put) {
				t.Fatalf("comes back as\n%#v\nand was\n%#v", got, put)
			}
		}
		check(t, *new(T))
		rapid.Check(t, func(t *rapid.T) { check(t, of(t)) })
	})
}

// nothingForEmpty puts nil in the place of what is empty, which may not be stored.
func nothingForEmpty(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			nothingForEmpty(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				nothingForEmpty(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			nothingForEmpty(v.Index(i))
		}
		if v.Len() == 0 {
			v.SetZero()
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			one := reflect.New(v.Type().Elem()).Elem()
			one.Set(v.MapIndex(k))
			nothingForEmpty(one)
			v.SetMapIndex(k, one)
		}
		if v.Len() == 0 {
			v.SetZero()
		}
	}
}

// instants are to the nanosecond, as texts have them.
var instants = rapid.Custom(func(t *rapid.T) any {
	return time.Unix(rapid.Int64Range(0, 4_000_000_000).Draw(t, "second"), rapid.Int64Range(0, 999_999_999).Draw(t, "nanosecond")).UTC()
})

// filled are the values of fields: instants, and texts that may be the keys of maps,
// which are never empty.
var filled = rapid.MakeConfig{
	Types: map[reflect.Type]*rapid.Generator[any]{reflect.TypeFor[time.Time](): instants},
	Kinds: map[reflect.Kind]*rapid.Generator[any]{reflect.String: rapid.StringN(1, -1, -1).AsAny()},
}

func some[T any](t *rapid.T) T {
	return rapid.MakeCustom[T](filled).Draw(t, reflect.TypeFor[T]().Name())
}
