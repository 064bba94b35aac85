(function(){var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:f,getOwnPropertySymbols:p,getPrototypeOf:m}=Object,h=globalThis,ee=h.trustedTypes,te=ee?ee.emptyScript:``,ne=h.reactiveElementPolyfillSupport,g=(e,t)=>e,_={toAttribute(e,t){switch(t){case Boolean:e=e?te:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},re=(e,t)=>!l(e,t),ie={attribute:!0,type:String,converter:_,reflect:!1,useDefault:!1,hasChanged:re};Symbol.metadata??=Symbol(`metadata`),h.litPropertyMetadata??=new WeakMap;var v=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=ie){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??ie}static _$Ei(){if(this.hasOwnProperty(g(`elementProperties`)))return;let e=m(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(g(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(g(`properties`))){let e=this.properties,t=[...f(e),...p(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?_:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?_:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??re)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};v.elementStyles=[],v.shadowRootOptions={mode:`open`},v[g(`elementProperties`)]=new Map,v[g(`finalized`)]=new Map,ne?.({ReactiveElement:v}),(h.reactiveElementVersions??=[]).push(`2.1.2`);var y=globalThis,ae=e=>e,b=y.trustedTypes,oe=b?b.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,se=`$lit$`,x=`lit$${Math.random().toFixed(9).slice(2)}$`,S=`?`+x,ce=`<${S}>`,C=document,w=()=>C.createComment(``),T=e=>e===null||typeof e!=`object`&&typeof e!=`function`,E=Array.isArray,le=e=>E(e)||typeof e?.[Symbol.iterator]==`function`,D=`[ 	
\f\r]`,O=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ue=/-->/g,de=/>/g,k=RegExp(`>|${D}(?:([^\\s"'>=/]+)(${D}*=${D}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),fe=/'/g,pe=/"/g,me=/^(?:script|style|textarea|title)$/i,he=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),A=he(1),j=he(2),M=Symbol.for(`lit-noChange`),N=Symbol.for(`lit-nothing`),ge=new WeakMap,P=C.createTreeWalker(C,129);function _e(e,t){if(!E(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return oe===void 0?t:oe.createHTML(t)}var ve=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=O;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===O?c[1]===`!--`?o=ue:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=k):(me.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=k):o=de:o===k?c[0]===`>`?(o=i??O,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?k:c[3]===`"`?pe:fe):o===pe||o===fe?o=k:o===ue||o===de?o=O:(o=k,i=void 0);let d=o===k&&e[t+1].startsWith(`/>`)?` `:``;a+=o===O?n+ce:l>=0?(r.push(s),n.slice(0,l)+se+n.slice(l)+x+d):n+x+(l===-2?t:d)}return[_e(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},F=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=ve(t,n);if(this.el=e.createElement(l,r),P.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=P.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(se)){let t=u[o++],n=i.getAttribute(e).split(x),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?be:r[1]===`?`?xe:r[1]===`@`?Se:R}),i.removeAttribute(e)}else e.startsWith(x)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(me.test(i.tagName)){let e=i.textContent.split(x),t=e.length-1;if(t>0){i.textContent=b?b.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],w()),P.nextNode(),c.push({type:2,index:++a});i.append(e[t],w())}}}else if(i.nodeType===8){if(i.data===S)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(x,e+1))!==-1;)c.push({type:7,index:a}),e+=x.length-1}}a++}}static createElement(e,t){let n=C.createElement(`template`);return n.innerHTML=e,n}};function I(e,t,n=e,r){if(t===M)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=T(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=I(e,i._$AS(e,t.values),i,r)),t}var ye=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??C).importNode(t,!0);P.currentNode=r;let i=P.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new L(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ce(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=P.nextNode(),a++)}return P.currentNode=C,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},L=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=N,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=I(this,e,t),T(e)?e===N||e==null||e===``?(this._$AH!==N&&this._$AR(),this._$AH=N):e!==this._$AH&&e!==M&&this._(e):e._$litType$===void 0?e.nodeType===void 0?le(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==N&&T(this._$AH)?this._$AA.nextSibling.data=e:this.T(C.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=F.createElement(_e(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new ye(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=ge.get(e.strings);return t===void 0&&ge.set(e.strings,t=new F(e)),t}k(t){E(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(w()),this.O(w()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=ae(e).nextSibling;ae(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},R=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=N,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=N}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=I(this,e,t,0),a=!T(e)||e!==this._$AH&&e!==M,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=I(this,r[n+o],t,o),s===M&&(s=this._$AH[o]),a||=!T(s)||s!==this._$AH[o],s===N?e=N:e!==N&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===N?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},be=class extends R{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===N?void 0:e}},xe=class extends R{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==N)}},Se=class extends R{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=I(this,e,t,0)??N)===M)return;let n=this._$AH,r=e===N&&n!==N||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==N&&(n===N||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ce=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){I(this,e)}},we={M:se,P:x,A:S,C:1,L:ve,R:ye,D:le,V:I,I:L,H:R,N:xe,U:Se,B:be,F:Ce},Te=y.litHtmlPolyfillSupport;Te?.(F,L),(y.litHtmlVersions??=[]).push(`3.3.3`);var Ee=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new L(t.insertBefore(w(),e),e,void 0,n??{})}return i._$AI(e),i},z=globalThis,B=class extends v{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ee(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return M}};B._$litElement$=!0,B.finalized=!0,z.litElementHydrateSupport?.({LitElement:B});var De=z.litElementPolyfillSupport;De?.({LitElement:B}),(z.litElementVersions??=[]).push(`4.2.2`);var Oe={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},ke=e=>(...t)=>({_$litDirective$:e,values:t}),Ae=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:je}=we,Me=e=>e,Ne=()=>document.createComment(``),V=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new je(r.insertBefore(Ne(),i),r.insertBefore(Ne(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=Me(e).nextSibling;Me(r).insertBefore(e,i),e=t}}}return n},H=(e,t,n=e)=>(e._$AI(t,n),e),Pe={},Fe=(e,t=Pe)=>e._$AH=t,Ie=e=>e._$AH,U=e=>{e._$AR(),e._$AA.remove()},Le=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},Re=ke(class extends Ae{constructor(e){if(super(e),e.type!==Oe.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=Ie(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=H(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=H(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=H(i[d],a[m]),V(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=H(i[f],a[p]),V(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=Le(o,p,m),u=Le(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=V(e,i[d]);H(t,a[p]),c[p]=t}else c[p]=H(n,a[p]),V(e,i[d],n),i[t]=null;p++}else U(i[f]),f--}else U(i[d]),d++;for(;p<=m;){let t=V(e,c[m+1]);H(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&U(e)}return this.ut=o,Fe(e,c),M}}),ze=45e3;async function Be(e,t){let n=e.pipeThrough(new TextDecoderStream).getReader();for(let e=``;;){let{done:r,value:i}=await Ve(n);if(r)return;let a=(e+i).split(`

`);e=a.pop()??``,a.forEach(e=>He(e,t))}}async function Ve(e){let t=setTimeout(()=>void e.cancel(),ze);try{return await e.read()}finally{clearTimeout(t)}}function He(e,t){let n=new Map(e.split(`
`).map(e=>e.split(/: (.*)/s,2))),r=n.get(`data`);r&&t(n.get(`event`)??``,JSON.parse(r),Number(n.get(`id`)??0))}function W(e){"@babel/helpers - typeof";return W=typeof Symbol==`function`&&typeof Symbol.iterator==`symbol`?function(e){return typeof e}:function(e){return e&&typeof Symbol==`function`&&e.constructor===Symbol&&e!==Symbol.prototype?`symbol`:typeof e},W(e)}function Ue(e,t){if(W(e)!=`object`||!e)return e;var n=e[Symbol.toPrimitive];if(n!==void 0){var r=n.call(e,t||`default`);if(W(r)!=`object`)return r;throw TypeError(`@@toPrimitive must return a primitive value.`)}return(t===`string`?String:Number)(e)}function We(e){var t=Ue(e,`string`);return W(t)==`symbol`?t:t+``}function G(e,t,n){return(t=We(t))in e?Object.defineProperty(e,t,{value:n,enumerable:!0,configurable:!0,writable:!0}):e[t]=n,e}var Ge=1e4,Ke=50,qe=300,Je={400:`unacceptable`,401:`expired`,403:`refused`,404:`expired`,409:`busy`,413:`unacceptable`,422:`unacceptable`,429:`limited`,503:`busy`},K=class extends Error{constructor(e,t=0){super(e),G(this,`kind`,void 0),G(this,`retryAfterS`,void 0),this.kind=e,this.retryAfterS=t}},Ye=class{constructor(e,t){G(this,`endpoint`,void 0),G(this,`locale`,void 0),this.endpoint=e,this.locale=t}async open(e){let t={locale:this.locale},n=await this.request(`POST`,`/v1/sessions`,{body:t,signal:e});return{...n,greeting:q(n.greeting)}}async send(e,t,n){let r={message:t.text,message_id:t.id},i={token:e.token,body:r,signal:n};return q(await this.request(`POST`,`/v1/chat`,i))}async history(e,t){let n=`${Xe(e)}/history?limit=${Ke}`,r=await this.request(`GET`,n,{token:e.token,signal:t});return{...r,turns:r.turns.map(e=>({...e,bot:q(e.bot)}))}}async events({token:e},t,n,r){try{let i=await fetch(`${this.endpoint}/v1/events${t?`?after=${t}`:``}`,{headers:this.headers({token:e}),credentials:`omit`,cache:`no-store`,signal:r});if(!i.ok||!i.body)throw Ze(i);await Be(i.body,n)}catch(e){throw e instanceof K?e:new K(r.aborted?`cancelled`:`offline`)}}async typing({token:e}){await this.request(`POST`,`/v1/typing`,{token:e})}async seen({token:e},t){await this.request(`POST`,`/v1/seen`,{token:e,body:{message_id:t}})}async rate(e,t,n){let r={turn_id:t,value:n};await this.request(`POST`,`/v1/feedback`,{token:e.token,body:r})}async erase(e){await this.request(`DELETE`,Xe(e),{token:e.token})}async request(e,t,n){let r=new AbortController,i=()=>r.abort(),a=!1,o=setTimeout(()=>{a=!0,r.abort()},Ge);n.signal?.addEventListener(`abort`,i),n.signal?.aborted&&i();try{let i=await fetch(this.endpoint+t,{method:e,headers:this.headers(n),body:n.body?JSON.stringify(n.body):null,credentials:`omit`,cache:`no-store`,signal:r.signal});if(!i.ok)throw Ze(i);return i.status===204?null:await i.json()}catch(e){throw e instanceof K?e:a?new K(`timeout`):n.signal?.aborted?new K(`cancelled`):new K(e instanceof SyntaxError?`failed`:`offline`)}finally{clearTimeout(o),n.signal?.removeEventListener(`abort`,i)}}headers(e){return{"Accept-Language":this.locale,...e.body&&{"Content-Type":`application/json`},...e.token&&{Authorization:`Bearer ${e.token}`}}}};function Xe(e){return`/v1/sessions/${encodeURIComponent(e.session_id)}`}function q(e){if(!Array.isArray(e?.parts))throw new K(`failed`);return{...e,quick_replies:e.quick_replies??[]}}function Ze(e){return new K(Je[e.status]??`failed`,Qe(e.headers.get(`Retry-After`)))}function Qe(e){if(!e)return 0;let t=/^\d+$/.test(e)?Number(e):(Date.parse(e)-Date.now())/1e3;return Number.isNaN(t)?0:Math.min(Math.max(Math.ceil(t),0),qe)}var $e=[1,2,5,10,20],et=6e3,tt=3e3,nt=class{constructor(e,t){G(this,`api`,void 0),G(this,`listener`,void 0),G(this,`state`,null),G(this,`isTyping`,!1),G(this,`seenId`,``),G(this,`after`,0),G(this,`stop`,null),G(this,`timer`,0),G(this,`typingTimer`,0),G(this,`typedAt`,0),G(this,`sawId`,``),this.api=e,this.listener=t}get isTaken(){return this.state?.state===`taken`}listen(e,t=0){if(this.stop)return;this.after=Math.max(this.after,t);let n=this.stop=new AbortController;this.follow(e,n)}leave(){this.stop?.abort(),this.stop=this.state=null,this.isTyping=!1,this.after=0,clearTimeout(this.timer)}type(e){!this.isTaken||Date.now()-this.typedAt<tt||(this.typedAt=Date.now(),this.tell(this.api.typing(e)))}saw(e,t){this.isTaken&&t!==this.sawId&&(this.sawId=t,this.tell(this.api.seen(e,t)))}tell(e){e.catch(e=>{if(!(e instanceof K))throw e})}async follow(e,t){for(let n=0;!t.signal.aborted;){let r=this.after;try{if(await this.api.events(e,this.after,(e,r,i)=>{t.signal.aborted||(n=0,this.take(e,r,i))},t.signal),this.state?.state===`bot`)break}catch(e){if(!(e instanceof K))throw e;if(e.kind===`expired`||e.kind===`refused`)break;n+=+(this.after===r)}await this.pause($e[Math.min(n,$e.length-1)]??0)}this.stop===t&&(this.leave(),this.listener.changed())}pause(e){return new Promise(t=>{this.timer=window.setTimeout(t,e*1e3),this.stop?.signal.addEventListener(`abort`,()=>t(),{once:!0})})}take(e,t,n){switch(n&&(this.after=n),e){case`state`:this.state=t;break;case`message`:this.isTyping=!1,this.listener.heard(t);break;case`turn`:this.listener.told(t);break;case`reminder`:this.state=t,this.listener.reminded(t.text);break;case`seen`:this.seenId=t.message_id;break;case`typing`:this.showTyping()}this.listener.changed()}showTyping(){this.isTyping=!0,clearTimeout(this.typingTimer),this.typingTimer=window.setTimeout(()=>{this.isTyping=!1,this.listener.changed()},et)}},rt=class{constructor(e){G(this,`store`,void 0),G(this,`messages`,void 0),this.store=e,this.messages=e.outbox}get all(){return this.messages}get head(){return this.messages[0]}add(e,t){let n={id:it(),text:e,label:t,at:new Date().toISOString()};return this.messages=[...this.messages,n],this.store.outbox=[...this.store.outbox,n],n}remove(e){let t=t=>t.id!==e;this.messages=this.messages.filter(t),this.store.outbox=this.store.outbox.filter(t)}clear(){this.messages=[],this.store.outbox=[]}};function it(){let e=crypto.getRandomValues(new Uint8Array(16));return e[6]=e[6]&15|64,e[8]=e[8]&63|128,Array.from(e,e=>e.toString(16).padStart(2,`0`)).join(``).replace(/^(.{8})(.{4})(.{4})(.{4})/,`$1-$2-$3-$4-`)}var at={text:({text:e})=>!!e,list:({items:e})=>!!e?.length,buttons:({items:e})=>!!e?.length,link:({url:e})=>st(e),image:({url:e})=>st(e),cards:({cards:e})=>!!e?.length};function J(e){return e.parts.filter(e=>at[e.kind]?.(e)??!1)}function ot(e){return J(e).flatMap(({text:e,items:t,cards:n})=>[e,...t??[],...(n??[]).map(({title:e})=>e)].filter(ct))}function st(e){try{return[`http:`,`https:`].includes(new URL(e??``).protocol)}catch{return!1}}function ct(e){return!!e}function lt(e,t,n){let r=J(n);return r.length?[{kind:`bot`,id:e,at:t,parts:r,mayRate:n.may_rate??!1,thumb:null}]:[]}function ut({id:e,text:t,at:n},r=``){return{kind:`person`,id:e,text:t,at:n,name:r}}function dt(e){let t=e=>e.kind===`note`?0:Date.parse(e.at);return[...e].sort((e,n)=>t(e)-t(n))}function ft(e,t){return e.kind===`note`&&e.note===t}var pt=[2,4,8,16,30],mt=4,ht=class{constructor(e,t,n){G(this,`api`,void 0),G(this,`store`,void 0),G(this,`listener`,void 0),G(this,`rows`,[]),G(this,`quickReplies`,[]),G(this,`trouble`,null),G(this,`refusedOrder`,null),G(this,`isResetting`,!1),G(this,`desk`,void 0),G(this,`outbox`,void 0),G(this,`session`,void 0),G(this,`isRestored`,!1),G(this,`running`,null),G(this,`timer`,0),G(this,`tries`,0),G(this,`era`,new AbortController),G(this,`noteCount`,0),this.api=e,this.store=t,this.listener=n,this.outbox=new rt(t),this.desk=new nt(e,{changed:()=>n.changed(),heard:e=>this.hear(e),told:e=>this.beTold(e),reminded:e=>this.note(`waiting`,``,e)}),this.session=t.session}get pending(){return this.outbox.all}get greeting(){return this.session?.greeting??null}get isErased(){return this.session===null&&this.rows.some(e=>ft(e,`erased`))}get isBusy(){return(this.running!==null||this.isResetting)&&this.trouble===null}start(){!this.isErased&&this.trouble===null&&this.run()}reconnect(){this.trouble?.kind===`offline`&&this.run()}run(){return clearTimeout(this.timer),this.running??=this.work().finally(()=>{this.running=null,this.listener.changed()}),this.listener.changed(),this.running}send(e,t=e){return!this.isResetting&&(this.refusedOrder=null,this.quickReplies=[],this.listener.sent(this.outbox.add(e,t)),(this.trouble===null||this.trouble.canRetry)&&this.run(),this.listener.changed(),!0)}retry(){this.tries=0,this.trouble=null,this.run()}discard(e){this.outbox.remove(e),this.retry()}typing(){this.session&&this.desk.type(this.session)}saw(){let e=this.rows.filter(e=>e.kind===`person`).at(-1);this.session&&e&&this.desk.saw(this.session,e.id)}forget(e){this.rows=this.rows.filter(t=>t.id!==e),this.listener.changed()}async rate(e,t){let{session:n}=this,r=this.rows.find(t=>t.id===e);if(n&&r?.kind===`bot`){this.mark(e,t);try{await this.api.rate(n,e,t)}catch(t){if(!(t instanceof K))throw t;this.mark(e,r.thumb)}}}startOver(){return this.reset(`startOver`,async()=>{let e=await this.api.open(this.era.signal);this.abandon(),await this.running,this.clear(),this.adopt(e)})}erase(){return this.reset(`erase`,async()=>{await this.running,this.session&&await this.eraseStored(this.session),this.forgetAll()})}forgetAll(){this.clear(),this.store.session=this.session=null,this.note(`erased`),this.listener.changed()}dispose(){this.abandon()}async work(){try{await this.exchange(),this.settle()}catch(e){if(!(e instanceof K))throw e;e.kind!==`cancelled`&&this.pause(e)}}async exchange(){for(let e=0;;e+=1)try{return await this.connect(),await this.drain()}catch(t){if(e>0||!gt(t,`expired`))throw t;this.renew()}}async connect(){this.session===null?this.adopt(await this.api.open(this.era.signal)):this.isRestored||this.restore(await this.api.history(this.session,this.era.signal))}async drain(){for(let e=this.outbox.head;e&&this.session;e=this.outbox.head){if(this.isResetting)return;try{this.accept(e,await this.api.send(this.session,e,this.era.signal))}catch(t){if(!gt(t,`unacceptable`))throw t;this.outbox.remove(e.id),this.append({kind:`refused`,id:e.id,text:e.text,at:e.at})}}}adopt(e){this.store.session=this.session=e,this.isRestored=!0,this.rows=this.rows.filter(e=>!ft(e,`erased`)),this.quickReplies=e.greeting.quick_replies}restore({turns:e,desk:t}){let n=this.greeting?.quick_replies??[],r=e.flatMap(e=>{e.message_id&&this.outbox.remove(e.message_id);let t=n.find(t=>t.value===e.user.text)?.label??e.user.text;n=e.bot.quick_replies;let r=e.message_id??`${e.turn_id}-user`;return[...t?[{kind:`user`,id:r,text:t,at:e.at}]:[],...lt(e.turn_id,e.at,e.bot)]}),i=(t?.messages??[]).map(e=>ut(e,t?.name));this.rows=i.length?dt([...r,...i]):r,this.quickReplies=n,this.isRestored=!0,t&&t.state!==`bot`&&this.listen(t.after)}listen(e=0){this.session&&this.desk.listen(this.session,e)}hear(e){this.rows.some(t=>t.id===e.id)||(this.append(ut(e,this.desk.state?.name)),this.listener.heard(e.text))}beTold({turn_id:e,at:t,bot:n}){this.rows.some(t=>t.id===e)||(lt(e,t,n).forEach(e=>this.append(e)),this.quickReplies=n.quick_replies??[],this.listener.heard(n.parts.map(e=>e.text??``).join(`
`)))}accept(e,t){this.settle(),this.outbox.remove(e.id),this.append({kind:`user`,id:e.id,text:e.label,at:e.at});let n=lt(t.turn_id,t.at,t);n.forEach(e=>this.append(e)),t.handoff&&this.noteTicket(t.handoff.ticket),t.handoff&&t.handoff.state!==`withdrawn`&&this.listen(),this.quickReplies=this.outbox.head?[]:t.quick_replies,n.length&&this.listener.answered(t),this.listener.changed()}renew(){this.session=null,this.rows.length&&this.note(`renewed`)}settle(){this.trouble=null,this.tries=0}pause(e){let{kind:t}=e,n=pt[Math.min(this.tries,pt.length-1)]??0,r=e.retryAfterS||n;if(this.tries+=1,t===`offline`)this.stopFor(r,{kind:t,seconds:r,canRetry:!0},()=>this.run());else if(t===`busy`&&this.tries<mt)this.stopFor(r,{kind:t,seconds:r,canRetry:!1},()=>this.run());else if(t===`limited`)this.stopFor(r,{kind:t,seconds:r,canRetry:!1},()=>this.offerRetry());else{let e=t===`timeout`||t===`refused`?t:`failed`;this.trouble={kind:e,seconds:0,canRetry:!0}}}stopFor(e,t,n){this.trouble=t,this.timer=window.setTimeout(n,e*1e3)}offerRetry(){this.trouble={kind:`failed`,seconds:0,canRetry:!0},this.listener.changed()}async reset(e,t){if(!this.isResetting){this.isResetting=!0,this.refusedOrder=null,this.listener.changed();try{await t()}catch(t){if(!(t instanceof K))throw t;t.kind!==`cancelled`&&(this.refusedOrder=e)}finally{this.isResetting=!1,this.listener.changed()}this.refusedOrder&&this.outbox.head&&!this.trouble&&await this.run()}}async eraseStored(e){try{await this.api.erase(e)}catch(e){if(!gt(e,`expired`))throw e}}abandon(){clearTimeout(this.timer),this.desk.leave(),this.era.abort(),this.era=new AbortController}clear(){this.abandon(),this.outbox.clear(),this.rows=[],this.quickReplies=[],this.settle()}noteTicket(e){this.rows.some(t=>ft(t,`handoff`)&&t.ticket===e)||this.note(`handoff`,e)}note(e,t=``,n=``){this.append({kind:`note`,id:`note-${this.noteCount+=1}`,note:e,ticket:t,text:n})}mark(e,t){this.rows=this.rows.map(n=>n.kind===`bot`&&n.id===e?{...n,thumb:t}:n),this.listener.changed()}append(e){this.rows=[...this.rows,e]}};function gt(e,t){return e instanceof K&&e.kind===t}function Y(e){return A`<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor"
    stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${e}</svg>`}var X={chat:Y(j`<path d="M12 3.6c-4.9 0-8.8 3.3-8.8 7.5 0 2.4 1.3 4.5 3.3 5.9l-.5 3.1c-.1.4.3.7.7.5l3.4-1.8c.6.1 1.2.2 1.9.2 4.9 0 8.8-3.4 8.8-7.9S16.9 3.6 12 3.6Z" fill="currentColor" stroke="none"/>`),bot:Y(j`<rect x="4.5" y="8" width="15" height="11" rx="4"/><path d="M12 8V4.6M9.4 13v1.2M14.6 13v1.2"/>`),person:Y(j`<circle cx="12" cy="8.6" r="3.6"/><path d="M5.2 19.2c.8-3.4 3.5-5.2 6.8-5.2s6 1.8 6.8 5.2"/>`),more:Y(j`<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="2.6"/>`),close:Y(j`<path d="m6.5 6.5 11 11m0-11-11 11"/>`),send:Y(j`<path d="M12 19V5.4M5.8 11.4 12 5.2l6.2 6.2" stroke-width="2.3"/>`),info:Y(j`<circle cx="12" cy="12" r="8.4"/><path d="M12 11.2v4.6M12 8.2h.01" stroke-width="2.1"/>`),refresh:Y(j`<path d="M19.2 12a7.2 7.2 0 1 1-2.2-5.2l2.2 2.1M19.2 4.6v4.3h-4.3"/>`),thumb:Y(j`<path d="M7.5 10.6v8.6M4 10.6h3.5l3.3-6.4c1.4 0 2.3 1 2 2.4l-.6 3.2h5.3c1.2 0 2 1.1 1.7 2.2l-1.4 5.6c-.2 1-1 1.6-2 1.6H4Z"/>`),bin:Y(j`<path d="M5 7h14M10 7V4.8h4V7M7 7l.8 12.2h8.4L17 7M10.4 10.8v5M13.6 10.8v5"/>`)},_t={ko:{heading:`\uace0\uac1d\uc13c\ud130`,subtitle:`AI \ucc57\ubd07\uc774 \ubc14\ub85c \ub2f5\ubcc0\ud569\ub2c8\ub2e4`,reconnecting:`\uc5f0\uacb0\uc744 \ub2e4\uc2dc \uc2dc\ub3c4\ud558\uace0 \uc788\uc2b5\ub2c8\ub2e4`,open:`\ucc44\ud305 \uc0c1\ub2f4 \uc5f4\uae30`,openUnread:`\ucc44\ud305 \uc0c1\ub2f4 \uc5f4\uae30, \uc0c8 \ub2f5\ubcc0 {count}\uac1c`,close:`\ucc44\ud305 \uc0c1\ub2f4 \ub2eb\uae30`,more:`\ub300\ud654 \uba54\ub274`,startOver:`\uc0c8 \ub300\ud654 \uc2dc\uc791`,erase:`\ub300\ud654 \ub0b4\uc6a9 \uc0ad\uc81c`,eraseTitle:`\ub300\ud654 \ub0b4\uc6a9\uc744 \uc0ad\uc81c\ud560\uae4c\uc694?`,eraseBody:`\uc774 \ub300\ud654\uac00 \uc11c\ubc84\uc5d0\uc11c\ub3c4 \uc0ad\uc81c\ub418\uba70, \ub418\ub3cc\ub9b4 \uc218 \uc5c6\uc2b5\ub2c8\ub2e4.`,eraseConfirm:`\uc0ad\uc81c`,cancel:`\ucde8\uc18c`,notice:`AI \ucc57\ubd07\uc774 \ub2f5\ubcc0\ud569\ub2c8\ub2e4. \uc8fc\ubbfc\ub4f1\ub85d\ubc88\ud638\ub294 \uc785\ub825\ud558\uc9c0 \ub9c8\uc138\uc694.`,log:`\ub300\ud654 \ub0b4\uc6a9`,you:`\ub098`,bot:`\ucc57\ubd07`,person:`\uc0c1\ub2f4\uc6d0`,personNamed:`\uc0c1\ub2f4\uc6d0 {name}`,personTyping:`\uc0c1\ub2f4\uc6d0\uc774 \uc785\ub825\ud558\uace0 \uc788\uc2b5\ub2c8\ub2e4`,waits:`\uc0c1\ub2f4\uc6d0 \uc5f0\uacb0 \ub300\uae30 \uc911`,ahead:`\uc55e\uc5d0 {ahead}\uba85`,wait:`\uc57d {minutes}\ubd84 \uc608\uc0c1, \ub354 \uae38\uc5b4\uc9c8 \uc218 \uc788\uc74c`,talks:`\uc0c1\ub2f4\uc6d0\uacfc \uc0c1\ub2f4 \uc911`,talksWith:`\uc0c1\ub2f4\uc6d0 {name}\ub2d8\uacfc \uc0c1\ub2f4 \uc911`,seen:`\uc77d\uc74c`,typing:`\ub2f5\ubcc0\uc744 \uc900\ube44\ud558\uace0 \uc788\uc2b5\ub2c8\ub2e4`,quickReplies:`\ucd94\ucc9c \ub2f5\ubcc0`,rate:`\ub2f5\ubcc0 \ud3c9\uac00`,thumbs:{up:`\ub3c4\uc6c0\uc774 \ub418\uc5c8\uc2b5\ub2c8\ub2e4`,down:`\ub3c4\uc6c0\uc774 \ub418\uc9c0 \uc54a\uc558\uc2b5\ub2c8\ub2e4`},input:`\uba54\uc2dc\uc9c0`,placeholder:`\uba54\uc2dc\uc9c0\ub97c \uc785\ub825\ud558\uc138\uc694`,send:`\ubcf4\ub0b4\uae30`,tooLong:`{limit}\uc790\uae4c\uc9c0 \ubcf4\ub0bc \uc218 \uc788\uc2b5\ub2c8\ub2e4. \uc9c0\uae08 {count}\uc790\uc785\ub2c8\ub2e4.`,count:`{count} / {limit}\uc790`,queued:`\uc804\uc1a1 \ub300\uae30 \uc911`,retry:`\ub2e4\uc2dc \uc2dc\ub3c4`,discard:`\ubcf4\ub0b4\uc9c0 \uc54a\uae30`,edit:`\uace0\uccd0 \uc4f0\uae30`,newTab:`\uc0c8 \ucc3d\uc5d0\uc11c \uc5f4\ub9bc`,notes:{renewed:`\uc774\uc804 \ub300\ud654\uac00 \ub9cc\ub8cc\ub418\uc5b4 \uc0c8 \ub300\ud654\ub85c \uc774\uc5b4\uc9d1\ub2c8\ub2e4`,erased:`\ub300\ud654 \ub0b4\uc6a9\uc744 \uc0ad\uc81c\ud588\uc2b5\ub2c8\ub2e4`,handoff:`\uc0c1\ub2f4\uc6d0 \uc5f0\uacb0 \uc694\uccad \uc811\uc218 \u00b7 {ticket}`},troubles:{offline:`\uc5f0\uacb0\uc774 \ub04a\uacbc\uc2b5\ub2c8\ub2e4. \uc5f0\uacb0\ub418\uba74 \uc790\ub3d9\uc73c\ub85c \ubcf4\ub0c5\ub2c8\ub2e4.`,timeout:`\ub2f5\ubcc0\uc774 \ub2a6\uc5b4\uc9c0\uace0 \uc788\uc2b5\ub2c8\ub2e4.`,busy:`\uc811\uc18d\uc774 \ub9ce\uc2b5\ub2c8\ub2e4. \uc7a0\uc2dc \ud6c4 \uc790\ub3d9\uc73c\ub85c \ub2e4\uc2dc \uc2dc\ub3c4\ud569\ub2c8\ub2e4.`,limited:`\uba54\uc2dc\uc9c0\uac00 \ub9ce\uc2b5\ub2c8\ub2e4. {seconds}\ucd08 \ub4a4\uc5d0 \ub2e4\uc2dc \ubcf4\ub0bc \uc218 \uc788\uc2b5\ub2c8\ub2e4.`,unacceptable:`\ub0b4\uc6a9\uc774 \uae38\uac70\ub098 \ubcf4\ub0bc \uc218 \uc5c6\ub294 \uba54\uc2dc\uc9c0\uc785\ub2c8\ub2e4.`,refused:`\uc9c0\uae08\uc740 \uc774 \ucc44\ud305\uc744 \uc774\uc6a9\ud560 \uc218 \uc5c6\uc2b5\ub2c8\ub2e4.`,failed:`\ubcf4\ub0b4\uc9c0 \ubabb\ud588\uc2b5\ub2c8\ub2e4.`,startOver:`\uc0c8 \ub300\ud654\ub97c \uc2dc\uc791\ud558\uc9c0 \ubabb\ud588\uc2b5\ub2c8\ub2e4. \uc7a0\uc2dc \ud6c4 \ub2e4\uc2dc \uc2dc\ub3c4\ud574 \uc8fc\uc138\uc694.`,erase:`\ub300\ud654 \ub0b4\uc6a9\uc744 \uc0ad\uc81c\ud558\uc9c0 \ubabb\ud588\uc2b5\ub2c8\ub2e4. \uc7a0\uc2dc \ud6c4 \ub2e4\uc2dc \uc2dc\ub3c4\ud574 \uc8fc\uc138\uc694.`}},en:{heading:`Customer support`,subtitle:`An AI assistant replies right away`,reconnecting:`Trying to reconnect`,open:`Open chat`,openUnread:`Open chat, new replies: {count}`,close:`Close chat`,more:`Conversation menu`,startOver:`Start a new conversation`,erase:`Delete this conversation`,eraseTitle:`Delete this conversation?`,eraseBody:`It is deleted from our servers as well. This cannot be undone.`,eraseConfirm:`Delete`,cancel:`Cancel`,notice:`An AI answers here. Please do not enter your resident registration number.`,log:`Conversation`,you:`You`,bot:`Assistant`,person:`Our colleague`,personNamed:`{name}`,personTyping:`A person is writing`,waits:`Waiting for a person`,ahead:`{ahead} before you`,wait:`about {minutes} min, maybe longer`,talks:`You talk with a person`,talksWith:`You talk with {name}`,seen:`Seen`,typing:`The assistant is writing`,quickReplies:`Suggested replies`,rate:`Rate this answer`,thumbs:{up:`This helped`,down:`This did not help`},input:`Message`,placeholder:`Type a message`,send:`Send`,tooLong:`A message can have {limit} characters. This one has {count}.`,count:`{count} / {limit}`,queued:`Waiting to be sent`,retry:`Try again`,discard:`Don't send`,edit:`Edit`,newTab:`opens in a new tab`,notes:{renewed:`The earlier conversation expired; this is a new one`,erased:`The conversation was deleted`,handoff:`Request for a human agent received \u00b7 {ticket}`},troubles:{offline:`You are not connected. Messages are sent when the connection is back.`,timeout:`The answer is taking longer than usual.`,busy:`Many people are writing right now. Trying again shortly.`,limited:`Too many messages. You can try again in {seconds} seconds.`,unacceptable:`This message is too long or cannot be sent.`,refused:`This chat is not available right now.`,failed:`The message was not sent.`,startOver:`A new conversation could not be started. Please try again shortly.`,erase:`The conversation could not be deleted. Please try again shortly.`}}};function vt(e){return e===``||e.toLowerCase().startsWith(`ko`)?`ko`:`en`}function Z(e,t){return e.replace(/\{(\w+)\}/g,(e,n)=>String(t[n]??e))}var yt=/https:\/\/[\x21-\x7e]+/g,bt=/[.,!?:;'")\]}>]+$/;function xt({texts:e}){return A`<p class="notice">${X.info}<span>${e.notice}</span></p>`}function St(e,t,n,r){switch(e.kind){case`user`:{let r=It(e.at,n);return Q(e.text,t?A`${n.texts.seen} ${r}`:r,n)}case`person`:return Dt(e,n);case`bot`:return Ct(e,n,r);case`note`:return Ft(e,n);case`refused`:return Q(e.text,N,n,!0)}}function Q(e,t,{texts:n},r=!1){return A`<div class="row user ${r?`refused`:``}">
    <div class="line">
      <span class="beside">${t}</span>
      <div class="bubble"><span class="hidden">${n.you}: </span>${e}</div>
    </div>
  </div>`}function Ct(e,t,n){let r=e.mayRate?Et(e.thumb,t,t=>n.rate(e.id,t)):N;return wt(e.parts,It(e.at,t),r,t,n)}function wt(e,t,n,r,i){if(!e.length)return A``;let a=e.length-1;return A`<div class="row bot">
    <span class="face">${X.bot}</span>
    <div class="stack">
      <span class="name">${r.texts.bot}</span>
      ${e.map((e,n)=>A`<div class="line">
          ${Tt(e,r,i)}
          ${n===a?A`<span class="beside">${t}</span>`:N}
        </div>`)}
      ${n}
    </div>
  </div>`}function Tt({kind:e,text:t=``,url:n=``,items:r=[],cards:i=[]},{texts:a},o){switch(e){case`list`:return A`<div class="bubble list">${t?A`<b>${t}</b>`:N}
        <ul>${r.map(e=>A`<li>${Lt(e,a)}</li>`)}</ul></div>`;case`link`:return A`<div class="bubble">${Rt(n,a,t||n)}</div>`;case`image`:return A`<img class="picture" src=${n} alt=${t} loading="lazy"
        referrerpolicy="no-referrer">`;case`buttons`:return A`<div class="bubble list">${t?A`<b>${t}</b>`:N}
        <div class="chips inside" role="group" aria-label=${t||a.quickReplies}>
          ${r.map(e=>A`<button
            @click=${()=>o.choose({label:e,value:e})}>${e}</button>`)}
        </div></div>`;case`cards`:return A`<div class="cards" role="group" aria-label=${a.quickReplies}>
        ${i.map(({title:e,text:t})=>A`<button
          @click=${()=>o.choose({label:e,value:e})}><b>${e}</b>${t?A`<span>${t}</span>`:N}</button>`)}
      </div>`;default:return A`<div class="bubble">${Lt(t,a)}</div>`}}function Et(e,{texts:t},n){return A`<div class="thumbs" role="group" aria-label=${t.rate}>
    ${[`up`,`down`].map(r=>A`<button class="thumb ${r}" aria-label=${t.thumbs[r]}
      aria-pressed=${e===r} @click=${()=>n(r)}>${X.thumb}</button>`)}
  </div>`}function Dt(e,t){let{texts:n}=t,r=e.name?Z(n.personNamed,{name:e.name}):n.person;return A`<div class="row bot person">
    <span class="face">${X.person}</span>
    <div class="stack">
      <span class="name">${r}</span>
      <div class="line">
        <div class="bubble">${Lt(e.text,n)}</div>
        <span class="beside">${It(e.at,t)}</span>
      </div>
    </div>
  </div>`}function Ot({texts:e},t=!1){let n=t?e.personTyping:e.typing;return A`<div class="row bot typing ${t?`person`:``}">
    <span class="face">${t?X.person:X.bot}</span>
    <div class="bubble"><span class="hidden">${n}</span><i></i><i></i><i></i></div>
  </div>`}function kt(e,t){if(e?.state===`taken`)return e.name?Z(t.talksWith,{name:e.name}):t.talks;if(e?.state!==`waiting`)return``;let n=e.ahead?Z(t.ahead,{ahead:e.ahead}):``,r=e.wait_min?Z(t.wait,{minutes:e.wait_min}):``;return[t.waits,n,r].filter(Boolean).join(` \u00b7 `)}function At(e,{locale:t}){return A`<p class="note"><time datetime=${e}>${new Intl.DateTimeFormat(t,{dateStyle:`full`}).format(new Date(e))}</time></p>`}function jt(e,{texts:t},n,r){let i=t.troubles;return A`<div class="trouble">
    <span>${Z(i[e.kind===`failed`&&!r?`refused`:e.kind]??t.troubles.failed,{seconds:e.seconds})}</span>
    ${e.canRetry?A`<button @click=${n}>${t.retry}</button>`:N}
    ${r?A`<button class="quiet" @click=${r}>${t.discard}</button>`:N}
  </div>`}function Mt({texts:e},t){return A`<div class="trouble">
    <span>${e.troubles.unacceptable}</span>
    <button @click=${t}>${e.edit}</button>
  </div>`}function Nt(e,{texts:t},n){return A`<div class="chips" role="group" aria-label=${t.quickReplies}>
    ${e.map(e=>A`<button @click=${()=>n(e)}>${e.label}</button>`)}
  </div>`}function Pt({texts:e},t){return A`<div class="chips center">
    <button @click=${t}>${e.startOver}</button>
  </div>`}function Ft(e,{texts:t}){let{note:n,ticket:r,text:i}=e;return A`<p class="note ${n}"><span>${n===`waiting`?i:Z(t.notes[n],{ticket:r})}</span></p>`}function It(e,{locale:t}){let n=new Date(e);return Number.isNaN(n.getTime())?N:A`<time datetime=${e}>${new Intl.DateTimeFormat(t,{hour:`numeric`,minute:`2-digit`}).format(n)}</time>`}function Lt(e,t){let n=[],r=0;for(let i of e.matchAll(yt)){let a=i[0].replace(bt,``);zt(a)&&(n.push(e.slice(r,i.index),Rt(a,t)),r=i.index+a.length)}return[...n,e.slice(r)]}function Rt(e,t,n=e){return A`<a href=${e} target="_blank" rel="noopener noreferrer"
    >${n}<span class="hidden"> (${t.newTab})</span></a
  >`}function zt(e){try{return new URL(e).hostname!==``}catch{return!1}}function Bt(e,t,n){let{greeting:r,rows:i,isBusy:a,desk:o}=e;return[...r?[Vt(r,t,n)]:[],...Ht(i,o.seenId,t,n),...Ut(e,t,n),...a&&!o.isTaken?[{key:`typing`,view:Ot(t)}]:[],...o.isTyping?[{key:`person`,view:Ot(t,!0)}]:[],...Wt(e,t,n)]}function Vt(e,t,n){return{key:`greeting`,view:wt(J(e),N,N,t,n)}}function Ht(e,t,n,r){let i=new Date().toDateString();return e.flatMap(e=>{let a=[];if(e.kind!==`note`&&new Date(e.at).toDateString()!==i&&(i=new Date(e.at).toDateString(),a.push({key:`day-${e.id}`,view:At(e.at,n)})),a.push({key:e.id,view:St(e,e.id===t,n,r)}),e.kind===`refused`){let t=Mt(n,()=>r.edit(e));a.push({key:`refused-${e.id}`,view:t})}return a})}function Ut({pending:e,trouble:t},n,r){let[i]=e,a=e.map(e=>{let t=e===i?N:n.texts.queued;return{key:e.id,view:Q(e.label,t,n)}});if(t){let e=i?()=>r.discard(i):null,o=jt(t,n,r.retry,e);a.splice(1,0,{key:`trouble`,view:o})}return a}function Wt(e,t,n){if(e.isBusy||e.pending.length)return[];if(e.isErased)return[{key:`again`,view:Pt(t,n.startOver)}];let{quickReplies:r}=e;if(!r.length)return[];let i=Nt(r,t,n.choose);return[{key:`chips-${e.rows.at(-1)?.id}`,view:i}]}var Gt=class{constructor(e,t){G(this,`sessionKey`,void 0),G(this,`outboxKey`,void 0),G(this,`memory`,new Map),this.sessionKey=`aicc-chat:${e}:${t}:session`,this.outboxKey=`aicc-chat:${e}:${t}:outbox`}get session(){let e=this.read(this.sessionKey);return e?.token&&Array.isArray(e.greeting?.parts)?e:null}set session(e){this.write(this.sessionKey,e)}get outbox(){let e=this.read(this.outboxKey);return Array.isArray(e)?e:[]}set outbox(e){this.write(this.outboxKey,e.length?e:null)}read(e){try{return JSON.parse(this.memory.get(e)??localStorage.getItem(e)??`null`)}catch{return null}}write(e,t){let n=t===null?null:JSON.stringify(t);try{n===null?localStorage.removeItem(e):localStorage.setItem(e,n),this.memory.delete(e)}catch{n===null?this.memory.delete(e):this.memory.set(e,n)}}},Kt=o`
  color-scheme: dark;
  --_surface: var(--aicc-surface, #16181d);
  --_raised: var(--aicc-raised, #24282f);
  --_text: var(--aicc-text, #eceef2);
  --_muted: var(--aicc-muted, #a2abb8);
  --_line: var(--aicc-line, #30353e);
  --_alert: #ff9a8f;
  --_accent: var(--aicc-accent, #3565e8);
  --_accent-text: var(--aicc-accent-text, color-mix(in srgb, var(--_accent) 45%, white));
  --_accent-soft: color-mix(in srgb, var(--_accent) 20%, var(--_surface));
  --_shadow: 0 0 0 1px #ffffff14, 0 12px 48px #000000a6;
`,qt=[o`
  :host {
    color-scheme: light;
    --_surface: var(--aicc-surface, #ffffff);
    --_raised: var(--aicc-raised, #f2f4f7);
    --_text: var(--aicc-text, #191f28);
    --_muted: var(--aicc-muted, #5b6472);
    --_line: var(--aicc-line, #e4e8ee);
    --_alert: #c4281c;
    --_accent: var(--aicc-accent, #2b5ce6);
    --_on-accent: var(--aicc-on-accent, #ffffff);
    --_accent-text: var(--aicc-accent-text, var(--_accent));
    --_accent-soft: color-mix(in srgb, var(--_accent) 8%, var(--_surface));
    --_shadow: 0 0 0 1px #0f172a0d, 0 4px 12px #0f172a14, 0 16px 48px #0f172a29;
    --_radius: var(--aicc-radius, 20px);
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) { ${Kt} }
  }
  :host([theme="dark"]) { ${Kt} }
`,o`
  :host([hidden]), [hidden] { display: none !important; }
  :host([inline]) { display: block; height: 600px; }
  *, *::before { box-sizing: border-box; }
  button, textarea { font: inherit; letter-spacing: inherit; color: inherit; }
  button {
    margin: 0; padding: 0; border: 1px solid transparent; background: none; cursor: pointer;
    -webkit-tap-highlight-color: transparent; touch-action: manipulation;
  }
  :focus-visible { outline: 2px solid var(--_accent-text); outline-offset: 2px; }
  .hidden {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap;
  }
  .launcher, .panel {
    /* Here and not on the host element, where the page's own rules would win. */
    all: initial; box-sizing: border-box; color-scheme: inherit;
    font: 400 15px/1.55 var(--aicc-font, "Pretendard Variable", Pretendard, -apple-system,
      BlinkMacSystemFont, "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR",
      "Malgun Gothic", sans-serif);
    letter-spacing: -0.01em;
    color: var(--_text);
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
    position: fixed; z-index: var(--aicc-z-index, 2147483000);
    right: var(--aicc-offset-x, 24px); bottom: var(--aicc-offset-y, 24px);
  }
  .launcher {
    display: grid; place-items: center; width: 60px; height: 60px; border-radius: 50%;
    cursor: pointer; margin: 0 env(safe-area-inset-right) env(safe-area-inset-bottom) 0;
    background: var(--_accent); color: var(--_on-accent);
    box-shadow: 0 2px 6px #0f172a33, 0 8px 24px #0f172a33; transition: transform 0.16s ease-out;
  }
  .launcher:hover { transform: translateY(-2px); }
  .launcher:active { transform: scale(0.96); }
  .launcher svg { width: 30px; height: 30px; }
  .badge {
    position: absolute; top: -3px; right: -3px; min-width: 22px; padding: 0 6px;
    border: 2px solid #fff; border-radius: 11px; background: #c4281c; color: #fff;
    font-size: 12px; font-weight: 700; line-height: 18px; text-align: center;
  }
  .panel {
    display: flex; flex-direction: column; overflow: hidden;
    width: var(--aicc-width, 396px); height: min(var(--aicc-height, 680px), calc(100dvh - 48px));
    border-radius: var(--_radius); background: var(--_surface); box-shadow: var(--_shadow);
    animation: rise 0.2s cubic-bezier(0.2, 0.8, 0.2, 1);
  }
  :host([inline]) .panel {
    position: relative; inset: auto; width: 100%; height: 100%; animation: none; z-index: auto;
    box-shadow: inset 0 0 0 1px var(--_line);
  }
  header {
    position: relative; display: flex; align-items: center; gap: 12px; flex: none;
    padding: 16px 12px 14px 18px; border-bottom: 1px solid var(--_line);
  }
  .face {
    display: grid; place-items: center; flex: none; width: 34px; height: 34px;
    border-radius: 12px; background: var(--_accent-soft); color: var(--_accent-text);
  }
  .face svg { width: 20px; height: 20px; }
  header .face {
    width: 42px; height: 42px; border-radius: 14px;
    background: var(--_accent); color: var(--_on-accent);
  }
  header .face svg { width: 25px; height: 25px; }
  .titles { flex: 1; min-width: 0; }
  h2 {
    margin: 0; overflow: hidden; font-size: 16.5px; font-weight: 700; line-height: 1.35;
    letter-spacing: -0.02em; text-overflow: ellipsis; white-space: nowrap;
  }
  .subtitle { margin: 1px 0 0; font-size: 13px; line-height: 1.4; color: var(--_muted); }
  .tool {
    display: grid; place-items: center; width: 40px; height: 40px; border-radius: 12px;
    color: var(--_muted);
  }
  .tool:hover, .tool[aria-expanded="true"] { background: var(--_raised); color: var(--_text); }
  .tool svg { width: 22px; height: 22px; }
  .tools { display: flex; }
  .menu {
    position: absolute; z-index: 2; top: calc(100% - 8px); right: 12px; min-width: 190px;
    padding: 6px; border-radius: 14px; background: var(--_surface); box-shadow: var(--_shadow);
  }
  .menu button {
    display: flex; align-items: center; gap: 10px; width: 100%; padding: 9px 12px;
    border-radius: 9px; text-align: start; font-size: 14.5px;
  }
  .menu button:hover { background: var(--_raised); }
  .menu svg { width: 19px; height: 19px; color: var(--_muted); }
  .menu .erase, .menu .erase svg { color: var(--_alert); }
  @media (max-width: 480px) {
    :host(:not([inline])) .panel {
      inset: 0; width: 100%; height: 100vh; height: 100dvh; border-radius: 0;
      padding: env(safe-area-inset-top) env(safe-area-inset-right) 0 env(safe-area-inset-left);
    }
    .launcher { right: var(--aicc-offset-x, 16px); bottom: var(--aicc-offset-y, 16px); }
  }
`,o`
  .log {
    position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain;
    padding: 16px 16px 12px; scrollbar-width: thin; scrollbar-color: var(--_line) transparent;
  }
  .log:focus-visible { outline-offset: -3px; }
  .notice {
    display: flex; gap: 8px; margin: 0 0 18px; padding: 10px 14px; border-radius: 12px;
    background: var(--_accent-soft); font-size: 13px; line-height: 1.5; word-break: keep-all;
  }
  .notice svg { flex: none; width: 18px; height: 18px; margin-top: 1px; color: var(--_accent-text); }
  .row { margin-top: 18px; animation: appear 0.18s ease-out; }
  .row.user + .row.user { margin-top: 6px; }
  .row.bot { display: flex; gap: 10px; }
  .stack { flex: 1; min-width: 0; }
  .name { display: block; margin-bottom: 4px; font-size: 12.5px; line-height: 1.4; color: var(--_muted); }
  .line { display: flex; align-items: flex-end; gap: 7px; }
  .line + .line { margin-top: 6px; }
  .user .line { justify-content: flex-end; }
  .bubble {
    max-width: 92%; min-width: 0; padding: 9px 14px; border: 1px solid transparent;
    border-radius: 5px 18px 18px 18px; background: var(--_raised);
    overflow-wrap: anywhere; word-break: keep-all; white-space: pre-wrap;
  }
  .user .bubble {
    max-width: 80%; border-radius: 18px 5px 18px 18px; background: var(--_accent); color: var(--_on-accent);
  }
  .user + .user .bubble { border-top-right-radius: 18px; }
  .refused .bubble { background: var(--_raised); color: var(--_text); }
  .bubble a { color: var(--_accent-text); text-underline-offset: 3px; }
  .bubble ul { margin: 0; padding-inline-start: 1.2em; white-space: normal; }
  .bubble.list { white-space: normal; }
  .picture { max-width: 92%; max-height: 260px; border-radius: 14px; background: var(--_raised); }
  .person .face { background: var(--_accent); color: var(--_on-accent); border-radius: 50%; }
  .person .bubble { background: var(--_accent-soft); border-color: var(--_line); }
  .thumbs { display: flex; margin: 2px 0 0 -6px; }
  .thumb {
    display: grid; place-items: center; width: 32px; height: 32px; border-radius: 10px;
    color: var(--_muted);
  }
  .thumb:hover { background: var(--_raised); color: var(--_text); }
  .thumb[aria-pressed="true"] { color: var(--_accent-text); background: var(--_accent-soft); }
  .thumb svg { width: 17px; height: 17px; }
  .thumb.down svg { transform: rotate(180deg); }
  .beside { flex: none; padding-bottom: 1px; font-size: 11.5px; line-height: 1.5; color: var(--_muted); }
  .beside:empty { display: none; }
  .note {
    display: flex; justify-content: center; margin: 22px 0 4px; font-size: 12.5px;
    color: var(--_muted); text-align: center; word-break: keep-all;
  }
  .note.handoff span {
    padding: 6px 14px; border-radius: 16px; background: var(--_accent-soft);
    color: var(--_text); font-weight: 600;
  }
  .trouble {
    display: flex; flex-wrap: wrap; justify-content: flex-end; align-items: center;
    gap: 4px 12px; margin-top: 6px; font-size: 13px; color: var(--_alert); word-break: keep-all;
  }
  .trouble button { padding: 3px 2px; font-weight: 600; color: var(--_accent-text); }
  .trouble button.quiet { color: var(--_muted); font-weight: 400; }
  .trouble button:hover { text-decoration: underline; text-underline-offset: 3px; }
  .chips { display: flex; flex-wrap: wrap; gap: 8px; margin: 12px 0 4px 44px; }
  .chips button {
    padding: 7px 14px; border-color: var(--_line); border-radius: 19px;
    background: var(--_surface); color: var(--_accent-text); font-size: 14px; font-weight: 600;
    line-height: 1.5; text-align: start; word-break: keep-all; transition: border-color 0.12s, background 0.12s;
  }
  .chips button:hover { border-color: var(--_accent-text); background: var(--_accent-soft); }
  .cards { display: flex; flex: 1; min-width: 0; gap: 8px; padding: 2px 0 6px; overflow-x: auto; }
  .cards button {
    flex: 0 0 auto; display: flex; flex-direction: column; gap: 4px; max-width: 200px; padding: 12px 14px;
    border-color: var(--_line); border-radius: 14px; background: var(--_surface); text-align: start;
    line-height: 1.5; word-break: keep-all;
  }
  .cards button:hover { border-color: var(--_accent-text); background: var(--_accent-soft); }
  .cards span { color: var(--_muted); font-size: 13px; }
  .chips.inside { margin: 8px 0 2px; }
  .center { margin: 14px 0 4px; justify-content: center; }
  .typing .bubble { display: flex; align-items: center; gap: 5px; height: 42px; padding: 0 16px; }
  .typing i {
    width: 7px; height: 7px; border-radius: 50%; background: var(--_muted);
    animation: breathe 1.2s ease-in-out infinite;
  }
  .typing i:nth-of-type(2) { animation-delay: 0.16s; }
  .typing i:nth-of-type(3) { animation-delay: 0.32s; }
`,o`
  form { flex: none; padding: 10px 14px calc(14px + env(safe-area-inset-bottom)); }
  .field {
    display: flex; align-items: flex-end; gap: 6px; padding: 5px 5px 5px 16px;
    border: 1px solid var(--_line); border-radius: 24px; background: var(--_surface);
  }
  .field:focus-within { border-color: var(--_accent-text); box-shadow: 0 0 0 3px var(--_accent-soft); }
  textarea, textarea:focus-visible { outline: 0; }
  textarea {
    flex: 1; min-width: 0; max-height: 132px; margin: 0; padding: 6px 0; border: 0;
    resize: none; background: none; overflow-y: auto; scrollbar-width: thin;
    /* iOS zooms into fields with a smaller font */
    font-size: 16px; line-height: 24px;
  }
  textarea::placeholder { color: var(--_muted); opacity: 1; }
  .send {
    display: grid; place-items: center; flex: none; width: 36px; height: 36px;
    border-radius: 50%; background: var(--_accent); color: var(--_on-accent);
  }
  .send svg { width: 20px; height: 20px; }
  .send:disabled { background: var(--_raised); color: var(--_muted); cursor: default; }
  .count { margin: 6px 6px 0; font-size: 12.5px; color: var(--_muted); text-align: end; }
  .count.over { color: var(--_alert); }
  .alert { margin: 0 6px 8px; font-size: 13px; color: var(--_alert); word-break: keep-all; }
  .count:empty, .alert:empty { display: none; }
  .sheet {
    position: absolute; inset: 0; z-index: 3; display: grid; place-items: center; padding: 24px;
    background: #0b0f1a80; animation: appear 0.14s ease-out;
  }
  .sheet > div {
    width: 100%; max-width: 320px; padding: 22px; border-radius: 18px;
    background: var(--_surface); box-shadow: var(--_shadow);
  }
  .sheet h3 { margin: 0 0 6px; font-size: 17px; line-height: 1.4; letter-spacing: -0.02em; }
  .sheet p { margin: 0 0 18px; font-size: 14px; color: var(--_muted); word-break: keep-all; }
  .sheet .choice { display: flex; gap: 8px; }
  .sheet button {
    flex: 1; padding: 10px; border-radius: 12px; background: var(--_raised); font-weight: 600;
  }
  .sheet button.danger { background: #c4281c; color: #fff; }
`,o`
  @keyframes rise { from { opacity: 0; transform: translateY(14px); } }
  @keyframes appear { from { opacity: 0; } }
  @keyframes breathe { 0%, 60%, 100% { opacity: 0.35; } 30% { opacity: 1; } }
  @media (prefers-reduced-motion: reduce) {
    *, *::before { animation: none !important; transition: none !important; }
  }
`],Jt=2e3,Yt=1800,Xt=12,Zt=229,Qt=document.currentScript,$t=Qt?.src?new URL(`..`,Qt.src).href:document.baseURI,$=class extends B{constructor(){super(),G(this,`conversation`,null),G(this,`store`,null),G(this,`hadFocus`,!1),G(this,`lineKeys`,``),G(this,`lineKeysSeen`,``),G(this,`reconnect`,()=>this.conversation?.reconnect()),G(this,`followOtherTab`,e=>{if(e.key===this.store?.sessionKey){if(e.newValue===null)return this.conversation?.forgetAll();this.leave(),this.requestUpdate()}}),G(this,`actions`,{retry:()=>this.conversation?.retry(),discard:e=>this.conversation?.discard(e.id),edit:e=>{this.conversation?.forget(e.id),this.write([e.text,this.draft].filter(Boolean).join(`
`))},choose:e=>{this.conversation?.send(e.value,e.label),this.focusOn(`textarea`)},rate:(e,t)=>void this.conversation?.rate(e,t),startOver:()=>this.orderStartOver()}),G(this,`orderStartOver`,()=>{this.isMenuOpen=!1,this.startOver(),this.focusOn(`textarea`)}),G(this,`askToErase`,()=>{this.isMenuOpen=!1,this.isAsking=!0}),G(this,`orderErase`,()=>{this.isAsking=!1,this.conversation?.erase()}),G(this,`onPanelKey`,e=>{e.key!==`Escape`||e.isComposing||(e.stopPropagation(),this.isAsking?this.isAsking=!1:this.isMenuOpen?this.closeMenu():this.inline||this.close())}),G(this,`onPanelClick`,e=>{e.target.closest(`.menu, .more`)||(this.isMenuOpen=!1)}),G(this,`onDraftKey`,e=>{e.key!==`Enter`||e.shiftKey||e.isComposing||e.keyCode===Zt||(e.preventDefault(),this.submit())}),G(this,`onDraft`,()=>{this.draft=this.field.value,this.fitField(),this.draft.trim()&&this.conversation?.typing()}),G(this,`onSubmit`,e=>{e.preventDefault(),this.submit()}),this.isOpen=this.inline=this.isMenuOpen=this.isAsking=!1,this.theme=`auto`,this.lang=this.endpoint=this.heading=this.draft=``,this.unread=0}open(){this.isOpen=!0}close(){this.isOpen=!1}send(e){let t=e.normalize(`NFC`).trim();return!t||en(t)>Jt?!1:(this.begin(),this.conversation?.send(t)??!1)}async startOver(){this.begin(),await this.conversation?.startOver()}connectedCallback(){super.connectedCallback(),this.requestUpdate(),addEventListener(`online`,this.reconnect),addEventListener(`storage`,this.followOtherTab)}disconnectedCallback(){super.disconnectedCallback(),removeEventListener(`online`,this.reconnect),removeEventListener(`storage`,this.followOtherTab),this.leave()}willUpdate(e){(e.has(`lang`)||e.has(`endpoint`))&&this.leave(),e.has(`isOpen`)&&(this.hadFocus=this.renderRoot.querySelector(`:focus`)!==null),this.isShown&&(this.unread=0),this.begin(),e.has(`isOpen`)&&this.isShown&&this.conversation?.start()}updated(e){e.has(`isOpen`)&&e.get(`isOpen`)!==void 0&&this.announceOpen(),e.has(`isAsking`)&&e.get(`isAsking`)!==void 0&&this.focusOn(this.isAsking?`.cancel`:`textarea`),(this.lineKeys!==this.lineKeysSeen||e.has(`isOpen`))&&this.scrollDown(),this.isShown&&!document.hidden&&this.conversation?.saw()}render(){let{texts:e}=this.context,t=this.conversation?Bt(this.conversation,this.context,this.actions):[];return this.lineKeys=t.map(e=>e.key).join(),A`${this.inline?N:this.launcherView(e)}
      <section class="panel" role=${this.inline?`region`:`dialog`} aria-labelledby="heading"
        lang=${this.locale} ?hidden=${!this.isShown}
        @keydown=${this.onPanelKey} @click=${this.onPanelClick}>
        ${this.headerView(e)}
        <div class="log" role="log" aria-live="polite" aria-relevant="additions" tabindex="0"
          aria-label=${e.log} .inert=${this.isAsking}>
          ${xt(this.context)}
          ${Re(t,e=>e.key,e=>e.view)}
        </div>
        ${this.composerView(e)} ${this.isAsking?this.askView(e):N}
      </section>`}get isShown(){return this.isOpen||this.inline}get locale(){return vt(this.lang||document.documentElement.lang)}get context(){return{locale:this.locale,texts:_t[this.locale]}}begin(){if(this.conversation)return;let e=new URL(this.endpoint||$t,document.baseURI).href.replace(/\/+$/,``);this.store=new Gt(e,this.locale),this.conversation=new ht(new Ye(e,this.locale),this.store,{changed:()=>this.requestUpdate(),sent:e=>this.tellSent(e),answered:e=>this.tellAnswered(e),heard:e=>this.tellHeard(e)}),(this.isShown||this.conversation.pending.length)&&this.conversation.start()}leave(){this.conversation?.dispose(),this.conversation=null}tellSent({id:e,text:t}){this.tell(`aicc-message`,{from:`user`,message_id:e,text:t})}tellAnswered(e){this.isShown||(this.unread+=1);let t=ot(e).join(`
`);this.tell(`aicc-message`,{from:`bot`,turn_id:e.turn_id,text:t,ended:e.ended}),e.handoff&&this.tell(`aicc-handoff`,e.handoff)}tellHeard(e){this.isShown||(this.unread+=1),this.tell(`aicc-message`,{from:this.conversation?.desk.isTaken?`person`:`bot`,text:e})}tell(e,t={}){this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0}))}get field(){return this.renderRoot.querySelector(`textarea`)}submit(){this.send(this.field.value)&&this.write(``)}write(e){this.field.value=this.draft=e,this.fitField(),this.field.focus()}fitField(){this.field.style.height=`auto`,this.field.style.height=`${this.field.scrollHeight}px`}closeMenu(){this.isMenuOpen=!1,this.focusOn(`.more`)}announceOpen(){this.isOpen?this.focusOn(`textarea`):(this.isMenuOpen=this.isAsking=!1,this.hadFocus&&this.focusOn(`.launcher`)),this.tell(this.isOpen?`aicc-open`:`aicc-close`)}focusOn(e){this.renderRoot.querySelector(e)?.focus()}scrollDown(){let e=this.renderRoot.querySelector(`.log`);if(!e||!this.isShown)return;let t=Array.from(e.querySelectorAll(`.row.user`)).at(-1),n=t?t.offsetTop-Xt:1/0;e.scrollTop=Math.min(n,e.scrollHeight),this.lineKeysSeen=this.lineKeys}launcherView(e){return A`<button class="launcher" aria-label=${this.unread?Z(e.openUnread,{count:this.unread}):e.open} aria-haspopup="dialog"
      lang=${this.locale} ?hidden=${this.isOpen} @click=${()=>this.open()}>
      ${X.chat}${this.unread?A`<span class="badge">${this.unread}</span>`:N}
    </button>`}headerView(e){let t=this.conversation?.trouble?.kind===`offline`,n=this.conversation?.desk,r=kt(n?.state??null,e)||e.subtitle;return A`<header .inert=${this.isAsking}>
      <span class="face">${n?.isTaken?X.person:X.bot}</span>
      <div class="titles">
        <h2 id="heading">${this.heading||e.heading}</h2>
        <p class="subtitle" role="status">${t?e.reconnecting:r}</p>
      </div>
      <div class="tools">
        <button class="tool more" aria-label=${e.more} aria-expanded=${this.isMenuOpen}
          @click=${()=>this.isMenuOpen=!this.isMenuOpen}>${X.more}</button>
        ${this.inline?N:A`<button class="tool close" aria-label=${e.close}
              @click=${()=>this.close()}>${X.close}</button>`}
      </div>
      ${this.isMenuOpen?this.menuView(e):N}
    </header>`}menuView(e){return A`<div class="menu">
      <button @click=${this.orderStartOver}>${X.refresh}${e.startOver}</button>
      <button class="erase" @click=${this.askToErase}>${X.bin}${e.erase}</button>
    </div>`}composerView(e){let t=en(this.draft.normalize(`NFC`).trim()),n=t>Jt,r={count:t,limit:Jt},i=t>Yt?Z(n?e.tooLong:e.count,r):``,a=this.conversation?.refusedOrder;return A`<form .inert=${this.isAsking} @submit=${this.onSubmit}>
      <p class="alert" role="status">${a?e.troubles[a]:``}</p>
      <div class="field">
        <textarea rows="1" aria-label=${e.input} aria-describedby="count"
          placeholder=${e.placeholder} autocomplete="off" enterkeyhint="send"
          @input=${this.onDraft} @keydown=${this.onDraftKey}></textarea>
        <button class="send" aria-label=${e.send} ?disabled=${!t||n}>
          ${X.send}
        </button>
      </div>
      <p id="count" class="count ${n?`over`:``}" role="status">${i}</p>
    </form>`}askView(e){return A`<div class="sheet">
      <div role="alertdialog" aria-modal="true" aria-labelledby="ask" aria-describedby="ask-why">
        <h3 id="ask">${e.eraseTitle}</h3>
        <p id="ask-why">${e.eraseBody}</p>
        <div class="choice">
          <button class="cancel" @click=${()=>this.isAsking=!1}>${e.cancel}</button>
          <button class="danger" @click=${this.orderErase}>${e.eraseConfirm}</button>
        </div>
      </div>
    </div>`}};G($,`styles`,qt),G($,`properties`,{isOpen:{type:Boolean,attribute:`open`,reflect:!0},inline:{type:Boolean,reflect:!0},theme:{reflect:!0},lang:{},endpoint:{},heading:{},draft:{state:!0},isMenuOpen:{state:!0},isAsking:{state:!0},unread:{state:!0}});function en(e){return Array.from(e).length}customElements.get(`aicc-chat`)||customElements.define(`aicc-chat`,$)})();