package intake

import (
	"strings"
	"testing"

	"assistive-referrals/internal/form"
	"assistive-referrals/internal/referral"
)

// A page reads, checks and normalises one section, and shows the state of all.
func BenchmarkPage(b *testing.B) {
	c := at(referral.SocialWorker)
	form := with(pendant(), "why-now", strings.Repeat("Fell near the code of 12. ", 150))
	all := read(form, c)
	for b.Loop() {
		s, _ := Find("needs")
		all = s.Normalise(s.Replace(all, s.Read(form, c)))
		for _, s := range SectionsFor(all, c) {
			Status(s, all, c)
		}
	}
}

func BenchmarkSections(b *testing.B) {
	for b.Loop() {
		Sections()
	}
}

func BenchmarkCheck(b *testing.B) {
	c := at(referral.SocialWorker)
	all := read(pendant(), c)
	for b.Loop() {
		Check(all, c)
	}
}

// The page on which equipment is chosen holds every type against what is known.
func BenchmarkWhatFits(b *testing.B) {
	f, _ := equipment().Field(EquipmentField)
	all := changed(form.Answers{}, "help-with=lost|falls who-comes=nobody line=none broadband=no mobile-signal=none misuse=yes")
	for b.Loop() {
		f.Groups(all)
	}
}
