"""Words that are nobody's code: they would bring an advocate the orders of everybody else.

A code works as a coupon, too. Whoever has the word that a shop's own coupon is called by would be
paid for each order with it; and a number is an order's, a phone's or a birthday.
"""

from collections.abc import Iterable

# Coupons that many shops have, welcomes and seasons in the languages that letters are written in,
# and names that a shop speaks under; no everyday first name, but for those that are seasons.
_WORDS = """
account admin administrator advent adventskalender advocate affiliate ahlan ahorro aktion
ambassador ami amiga amigo amigos amis angebot aniversario anniversaire anonymous api app automne
autumn autumnsale bemvinda bemvindo bemvindos benvindo bienvenida bienvenido bienvenidos bienvenue
birthday blackfriday blackweek bogo bonjour bonus boxingday buenfin buy cadeau carnaval cart
cashback checkout christmas cliente codepromo contact coupon couponcode cumpleanos cupom cupon
customer cybermonday cyberweek danke deal deals default desconto descuento diadasmaes diadelamadre
diadelpadre diadospais discount discountcode earlybird easter eastersale eidmubarak email
empfehlung employee envio enviogratis erstbestellung ete extra facebook fall fathersday
fetedesmeres fetedesperes fidelite firstorder flashsale free freegift freeship freeshipping frete
fretegratis freund freunde friend friends fruehjahr fruehling fruhling geburtstag geschenk get
gift giftcard giveaway google gracias gratis gratisversand gratuit gutschein gutscheincode hallo
halloween hello help herbst hiver hola holiday holidays hotdeal influencer info instagram inverno
invierno invite kostenlos kunde livraison livraisongratuite livraisonofferte login loyalty mail
marhaba member merci mothersday muttertag namorados natal navidad neujahr neukunde neukunden
neukundenrabatt new newbie newcustomer newsletter newyear noel none nouveau nouveauclient nouveaux
nouvelle novo novocliente nueva nuevo nuevocliente null obrigada obrigado oferta off offer offert
ola order ostern otono outlet outono paques parrainage partner pascoa pascua payment percent
pinterest premierecommande presente primavera primeiracompra primeracompra printemps privacy promo
promocode promotion prozent rabatt rabattcode ramadankareem rebajas reduction referral refund
regalo remise rentree reward root saintvalentin sale sanvalentin save savings schlussverkauf
season shipping shop signup singlesday soldes sommer sommersale sparen special spring springsale
staff store student subscribe summer summersale supersale support system team test thanks
thanksgiving thankyou tiktok twitter undefined unknown unsubscribe valentine valentines
valentinesday valentinstag vatertag verano verao versandfrei versandkostenfrei vip voucher
weihnachten welcome welcomeback welcomegift wholesale willkommen willkommensbonus
willkommensgeschenk willkommensrabatt winter wintersale xmas xmassale youtube
"""
RESERVED = frozenset(_WORDS.split())
_DIGITS = "0123456789"


def is_reserved(code: str, own: Iterable[str]) -> bool:
    """`own`: a program's words beside ours. With hyphens or numbers it is the same word."""
    word = plain_word(code)
    return not {word, word.strip(_DIGITS)}.isdisjoint({*RESERVED, *map(plain_word, own)})


def is_number(code: str) -> bool:
    return plain_word(code).isdigit()


def plain_word(text: str) -> str:
    """Letters and digits of ASCII, in lower case: all that a code can be made of."""
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())
