package catalogue_test

import (
	"testing"

	"assistive-referrals/internal/catalogue"
)

func TestAnItemIsNamedWithItsVariant(t *testing.T) {
	for _, test := range []struct {
		item catalogue.Item
		want string
	}{
		{catalogue.Item{Code: "hub"}, "Hub (base unit)"},
		{catalogue.Item{Code: "hub", Variant: catalogue.Broadband}, "Hub (base unit), digital"},
		{catalogue.Item{Code: "hub", Variant: catalogue.SIM}, "Hub (base unit), SIM"},
		{catalogue.Item{Code: "pendant-alarm", Variant: catalogue.NoLink}, "Pendant alarm"},
		{catalogue.Item{Code: "no-such-thing"}, ""},
	} {
		if got := test.item.Name(); got != test.want {
			t.Errorf("%+v is %q, want %q", test.item, got, test.want)
		}
	}
	for _, e := range catalogue.All() {
		for _, link := range e.Variants() {
			if link.VariantLabel() == "" {
				t.Errorf("a variant of %s has no name", e.Code)
			}
		}
		if len(e.Variants()) == 1 {
			t.Errorf("%s asks to choose one of one", e.Code)
		}
	}
}
