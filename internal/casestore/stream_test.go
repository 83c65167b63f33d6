package casestore_test

import (
	"reflect"
	"testing"

	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
)

// Whatever else the stream should pass, nothing follows from it.
func TestStreamedKeys(t *testing.T) {
	for _, c := range []struct {
		pk, sk string
		want   casestore.Streamed
	}{
		{"CASE#7K3Q-9M2P", "OWED#digital-support", casestore.Streamed{Strand: &casestore.StrandName{Reference: "7K3Q-9M2P", Kind: referral.DigitalSupport}}},
		{"CASE#7K3Q-9M2P", "OWED#", casestore.Streamed{Strand: &casestore.StrandName{Reference: "7K3Q-9M2P"}}},
		{"CASE#7K3Q-9M2P", "TOKEN#vr-sessions", casestore.Streamed{Strand: &casestore.StrandName{Reference: "7K3Q-9M2P", Kind: referral.VRSessions}}},
		{"CASE#7K3Q-9M2P", "NOTIFICATION#00000001#sent#referrer", casestore.Streamed{Notification: &casestore.NotificationKey{Reference: "7K3Q-9M2P", ID: "00000001#sent#referrer"}}},
		{"DRAFT#u-01", "NOTIFICATION#d-1#draft#1800000000", casestore.Streamed{Notification: &casestore.NotificationKey{Referrer: "u-01", ID: "d-1#draft#1800000000"}}},
		{"DRAFT#u-01", "OWED#digital-support", casestore.Streamed{}},
		{"CASE#7K3Q-9M2P", "STRAND#digital-support", casestore.Streamed{}},
		{"HISTORY#7K3Q-9M2P", "00000001", casestore.Streamed{}},
		{"SIGNIN#NOTIFICATION#", "SIGNIN", casestore.Streamed{}},
		{"", "", casestore.Streamed{}},
	} {
		if got := casestore.ParseStreamed(c.pk, c.sk); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s %s is about %+v, not %+v", c.pk, c.sk, got, c.want)
		}
	}
}
