// SPDX-License-Identifier: GPL-3.0-or-later
// The functions of CPPN nodes and the colour formula for vectors; compiled once for every
// instruction set. Only operations that IEEE 754 rounds exactly: no multiply-add, no estimates.
// Each of them is defined for every float, NaN too, in the same way everywhere.

#if defined(PAREIDOLIA_CPPN_FUNCTIONS_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef PAREIDOLIA_CPPN_FUNCTIONS_INL_H
#undef PAREIDOLIA_CPPN_FUNCTIONS_INL_H
#else
#define PAREIDOLIA_CPPN_FUNCTIONS_INL_H
#endif

#include "core/encoding/CppnConstants.h"

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace pareidolia {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

struct SineFunction
{
    template <class D, class V = hn::Vec<D>>
    HWY_INLINE V operator()(D d, V given) const
    {
        using namespace cppn;
        const hn::RebindToUnsigned<D> bits;
        const V z = hn::IfThenElseZero(hn::Lt(hn::Abs(given), hn::Set(d, sineLimit)), given);
        const V shifted = hn::Add(hn::Mul(z, hn::Set(d, inversePi)), hn::Set(d, roundingShift));
        const V n = hn::Sub(shifted, hn::Set(d, roundingShift));
        V r = hn::Sub(z, hn::Mul(n, hn::Set(d, pi1)));
        r = hn::Sub(r, hn::Mul(n, hn::Set(d, pi2)));
        r = hn::Sub(r, hn::Mul(n, hn::Set(d, pi3)));
        const V square = hn::Mul(r, r);
        V p = hn::Add(hn::Mul(square, hn::Set(d, sine9)), hn::Set(d, sine7));
        p = hn::Add(hn::Mul(p, square), hn::Set(d, sine5));
        p = hn::Add(hn::Mul(p, square), hn::Set(d, sine3));
        const V sine = hn::Add(hn::Mul(hn::Mul(p, square), r), r);
        // sin(r + nπ) = −sin r for odd n.
        const auto sign = hn::ShiftLeft<31>(hn::BitCast(bits, shifted));
        return hn::BitCast(d, hn::Xor(hn::BitCast(bits, sine), sign));
    }
};

/// e^−a for a ≥ 0; 0 from `exponentLimit` on and for NaN.
template <class D, class V = hn::Vec<D>>
HWY_INLINE V decay(D d, V a)
{
    using namespace cppn;
    const hn::RebindToUnsigned<D> bits;
    const auto inRange = hn::Lt(a, hn::Set(d, exponentLimit));
    const V x = hn::Neg(hn::IfThenElseZero(inRange, a));
    const V shifted = hn::Add(hn::Mul(x, hn::Set(d, inverseLn2)), hn::Set(d, roundingShift));
    const V k = hn::Sub(shifted, hn::Set(d, roundingShift));
    V r = hn::Sub(x, hn::Mul(k, hn::Set(d, ln2High)));
    r = hn::Sub(r, hn::Mul(k, hn::Set(d, ln2Low)));
    V p = hn::Add(hn::Mul(r, hn::Set(d, exponent5)), hn::Set(d, exponent4));
    p = hn::Add(hn::Mul(p, r), hn::Set(d, exponent3));
    p = hn::Add(hn::Mul(p, r), hn::Set(d, exponent2));
    p = hn::Add(hn::Mul(p, hn::Mul(r, r)), hn::Add(r, hn::Set(d, 1.0f)));
    // Times 2^k: k goes into the exponent, which cannot leave its range here.
    const auto scale = hn::ShiftLeft<23>(hn::BitCast(bits, shifted));
    const V power = hn::BitCast(d, hn::Add(hn::BitCast(bits, p), scale));
    return hn::IfThenElseZero(inRange, power);
}

struct SigmoidFunction
{
    template <class D, class V = hn::Vec<D>>
    HWY_INLINE V operator()(D d, V z) const
    {
        const V one = hn::Set(d, 1.0f);
        const V e = decay(d, hn::Abs(z));
        const V size = hn::Div(hn::Sub(one, e), hn::Add(one, e));
        return hn::IfThenElse(hn::Lt(z, hn::Zero(d)), hn::Neg(size), size);
    }
};

struct GaussianFunction
{
    template <class D, class V = hn::Vec<D>>
    HWY_INLINE V operator()(D d, V z) const
    {
        return decay(d, hn::Mul(z, z));
    }
};

struct LinearFunction
{
    template <class D, class V = hn::Vec<D>>
    HWY_INLINE V operator()(D d, V z) const
    {
        using namespace cppn;
        const V high = hn::Set(d, linearLimit), low = hn::Set(d, -linearLimit);
        const V cut = hn::IfThenElse(hn::Lt(z, high), z, high);
        return hn::Mul(hn::IfThenElse(hn::Gt(cut, low), cut, low), hn::Set(d, linearSlope));
    }
};

/// Hue, saturation and value in [0, 1] to red, green and blue, in place; hue 1 is hue 0 again
/// (docs/protocol.md "Colour and bytes").
template <class D, class V = hn::Vec<D>>
HWY_INLINE void rgbFromHsv(D d, V& h, V& s, V& v)
{
    const hn::RebindToSigned<D> whole;
    const auto at = [d](float x) HWY_ATTR { return hn::Set(d, x); };
    const V one = at(1);
    V turn = hn::Mul(h, at(6));
    turn = hn::IfThenElseZero(hn::Lt(turn, at(6)), turn);
    const V f = hn::Sub(turn, hn::ConvertTo(d, hn::ConvertTo(whole, turn)));
    const V p = hn::Mul(v, hn::Sub(one, s));
    const V q = hn::Mul(v, hn::Sub(one, hn::Mul(s, f)));
    const V t = hn::Mul(v, hn::Sub(one, hn::Mul(s, hn::Sub(one, f))));

    const auto under1 = hn::Lt(turn, at(1));
    const auto under2 = hn::Lt(turn, at(2));
    const auto under3 = hn::Lt(turn, at(3));
    const auto under4 = hn::Lt(turn, at(4));
    const auto under5 = hn::Lt(turn, at(5));
    h = hn::IfThenElse(under4, p, hn::IfThenElse(under5, t, v));
    h = hn::IfThenElse(under1, v, hn::IfThenElse(under2, q, h));
    s = hn::IfThenElse(under3, v, hn::IfThenElse(under4, q, p));
    s = hn::IfThenElse(under1, t, s);
    const V value = v;
    v = hn::IfThenElse(under3, t, hn::IfThenElse(under5, value, q));
    v = hn::IfThenElse(under2, p, v);
}

/// `quantised` of Image.h for values in [0, 1].
template <class D, class V = hn::Vec<D>>
HWY_INLINE hn::Vec<hn::Rebind<std::uint8_t, D>> quantised(D d, V unit)
{
    const hn::RebindToSigned<D> whole;
    const hn::Rebind<std::uint8_t, D> bytes;
    const V scaled = hn::Add(hn::Mul(unit, hn::Set(d, 255.0f)), hn::Set(d, 0.5f));
    return hn::DemoteTo(bytes, hn::ConvertTo(whole, scaled));
}

} // namespace HWY_NAMESPACE
} // namespace pareidolia
HWY_AFTER_NAMESPACE();

#endif
