package envelope_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"

	"assistive-referrals/infra/awslocal"
	"assistive-referrals/internal/secret/envelope"
)

var place = envelope.Place{Draft: "DRAFT", Name: "key-safe-code"}

// boxes returns two boxes with a key each, on a double of their own.
func boxes(t *testing.T) (one, other *envelope.Box, cloud *awslocal.Cloud) {
	t.Helper()
	cloud, err := awslocal.New(awslocal.Options{Now: func() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cloud.Close() })
	var made [2]*envelope.Box
	for i := range made {
		key, err := kms.NewFromConfig(cloud.Config()).CreateKey(t.Context(), &kms.CreateKeyInput{})
		if err != nil {
			t.Fatal(err)
		}
		made[i] = envelope.New(cloud.Config(), aws.ToString(key.KeyMetadata.Arn))
	}
	return made[0], made[1], cloud
}

func TestWhatIsSealedOpens(t *testing.T) {
	box, _, _ := boxes(t)
	for _, secret := range []string{"C4821Y", "", "C 48–21 then é", strings.Repeat("1", envelope.Longest)} {
		sealed, err := box.Seal(t.Context(), place, secret)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := box.Open(t.Context(), place, sealed); err != nil || got != secret {
			t.Errorf("%q opens as %q: %v", secret, got, err)
		}
	}
	if _, err := box.Seal(t.Context(), place, strings.Repeat("1", envelope.Longest+1)); err == nil {
		t.Error("a secret that is too long was sealed")
	}
}

// Nothing of what is kept tells the secret, its length, or that two are the same.
func TestWhatIsKeptTellsNothing(t *testing.T) {
	box, _, _ := boxes(t)
	var kept []envelope.Sealed
	for _, secret := range []string{"C4821Y", "C4821Y", "4821482148214821"} {
		sealed, err := box.Seal(t.Context(), place, secret)
		if err != nil {
			t.Fatal(err)
		}
		if all := bytes.Join([][]byte{sealed.Key, sealed.Nonce, sealed.Text}, nil); bytes.Contains(all, []byte("4821")) {
			t.Error("the secret stands in what is kept")
		}
		kept = append(kept, sealed)
	}
	if bytes.Equal(kept[0].Text, kept[1].Text) || bytes.Equal(kept[0].Key, kept[1].Key) || bytes.Equal(kept[0].Nonce, kept[1].Nonce) {
		t.Error("the same secret twice is the same")
	}
	if len(kept[0].Text) != len(kept[2].Text) {
		t.Error("the length tells the secret's")
	}
}

func TestItOpensNowhereElse(t *testing.T) {
	box, other, _ := boxes(t)
	seal := func(b *envelope.Box, p envelope.Place) envelope.Sealed {
		sealed, err := b.Seal(t.Context(), p, "C4821Y")
		if err != nil {
			t.Fatal(err)
		}
		return sealed
	}
	flipped := func(b []byte) []byte { return append(bytes.Clone(b[:len(b)-1]), b[len(b)-1]^1) }
	mine, another := seal(box, place), seal(box, envelope.Place{Draft: "OTHER", Name: place.Name})
	for name, c := range map[string]struct {
		box    *envelope.Box
		place  envelope.Place
		sealed envelope.Sealed
	}{
		"another referral":      {box, envelope.Place{Draft: "OTHER", Name: place.Name}, mine},
		"another name":          {box, envelope.Place{Draft: place.Draft, Name: "alarm-code"}, mine},
		"another key":           {other, place, mine},
		"another's data key":    {box, place, envelope.Sealed{Key: another.Key, Nonce: mine.Nonce, Text: mine.Text}},
		"an altered data key":   {box, place, envelope.Sealed{Key: flipped(mine.Key), Nonce: mine.Nonce, Text: mine.Text}},
		"an altered nonce":      {box, place, envelope.Sealed{Key: mine.Key, Nonce: flipped(mine.Nonce), Text: mine.Text}},
		"a short nonce":         {box, place, envelope.Sealed{Key: mine.Key, Nonce: mine.Nonce[1:], Text: mine.Text}},
		"an altered text":       {box, place, envelope.Sealed{Key: mine.Key, Nonce: mine.Nonce, Text: flipped(mine.Text)}},
		"no text":               {box, place, envelope.Sealed{Key: mine.Key, Nonce: mine.Nonce}},
		"a text with a new key": {box, place, envelope.Sealed{Key: seal(box, place).Key, Nonce: mine.Nonce, Text: mine.Text}},
	} {
		if got, err := c.box.Open(t.Context(), c.place, c.sealed); got != "" || !errors.Is(err, envelope.ErrElsewhere) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// The service's key never leaves KMS, and no call says what is sealed.
func TestKMSIsNotToldTheSecret(t *testing.T) {
	box, _, cloud := boxes(t)
	var calls []string
	cloud.Observe(func(c awslocal.Call) {
		if c.Service != "KMS" || bytes.Contains(c.Input, []byte("4821")) {
			t.Errorf("%s.%s: %s", c.Service, c.Operation, c.Input)
		}
		calls = append(calls, c.Operation)
	})
	sealed, err := box.Seal(t.Context(), place, "C4821Y")
	if err == nil {
		_, err = box.Open(t.Context(), place, sealed)
	}
	if err != nil || strings.Join(calls, " ") != "GenerateDataKey Decrypt" {
		t.Errorf("%v, %v", calls, err)
	}
}
