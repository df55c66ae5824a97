"""The currencies that a country uses today, by their decimal places, as CLDR has them.

A copy, because loading CLDR's own tables takes longer than checking a record; a test compares the two.
"""

_BY_PLACES = {
    0: (
        "AFN ALL BIF CLP COP DJF GNF HUF IDR IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PYG RWF SOS SYP UGX VND VUV "
        "XAF XOF XPF YER"
    ),
    2: (
        "AED AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY "
        "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG "
        "ILS INR JMD KES KGS KHR KYD KZT LKR LRD LSL MAD MDL MKD MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN "
        "NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SRD SSP STN SZL "
        "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD XCG ZAR ZMW ZWG"
    ),
    3: "BHD JOD KWD LYD OMR TND",
}
MINOR_UNITS = {currency: places for places, currencies in _BY_PLACES.items() for currency in currencies.split()}
